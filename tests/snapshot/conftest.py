"""A very small bureau in a folder of its own, made and frozen in processes of their own."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from databases import copied, environment

MAKE = """
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from xuezheng.records.database import create_bureau
create_bureau(Path(sys.argv[1]), name="某市教育局", city="某市", city_code="990100", clock=date(2026, 1, 15))
from xuezheng.records.accounts.models import Organisation
from xuezheng.records.programmes.models import Fund
from xuezheng.records.registers.models import Area, Pupil, School
bureau = Organisation.objects.create(code="c", name="某市教育局", kind="bureau", path="c/")
city = Area.objects.create(code="990100", name="某市", kind="city", organisation=bureau)
place = Organisation.objects.create(code="s", name="一小", kind="school", parent=bureau, path="c/s/")
School.objects.create(
    code="2199000001", name="一小", kind="211", runner="831", urban_rural="111", area=city,
    organisation=place, opened_on=date(1990, 9, 1), x_km=Decimal("1.125"), head_phone="13800001111",
)
Pupil.objects.create(
    code="P00000000001", roll_number="L99010020150101AB12", name="𠮷小明", id_number="990100201501010018",
    sex="1", born_on=date(2015, 1, 1), is_migrant=True,
)
for number, amount in enumerate(("0.01", "999999999999.99", "4000.10"), start=1):
    Fund.objects.create(
        code=f"F{number}", name="专项资金", level="province", area=city, purpose="校舍",
        noticed_on=date(2025, 3, 1), amount_yuan=Decimal(amount),
    )
"""


def xuezheng(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a verb as a person would."""
    program = "from xuezheng.cli.main import run; run()"
    line = [sys.executable, "-c", program, *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, timeout=120, env=environment(words))


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bureau") / "city"
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", MAKE, str(folder)], check=True, timeout=120, env=environment([folder])
    )
    return folder


@pytest.fixture
def folder(_made: Path, tmp_path: Path) -> Path:
    """A bureau's folder of one's own."""
    return copied(_made, tmp_path / "city")


@pytest.fixture(scope="session")
def _frozen(_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = copied(_made, tmp_path_factory.mktemp("frozen") / "city")
    done = xuezheng("freeze", copy)
    assert done.returncode == 0, done.stderr
    return copy / "snapshots" / done.stdout.strip()[:12]


@pytest.fixture
def snapshot(_frozen: Path, tmp_path: Path) -> Path:
    """A snapshot of one's own."""
    return Path(shutil.copytree(_frozen, tmp_path / "snapshot"))


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    return xuezheng
