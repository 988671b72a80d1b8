"""The certificate is written whole or not at all; `verify` runs without what made the plan."""

import json
import subprocess
import sys

import pytest
from draw_examples import EIGHT, a_draw

from xuezheng.allocation import certificate as certificates
from xuezheng.allocation.certificate import (
    Certificate,
    certificate_checks,
    certificate_faults,
    write_folder,
    write_plan,
)
from xuezheng.allocation.tables import table_of
from xuezheng.allocation.verifying import Verdict, verify_plan
from xuezheng.errors import BadInput, NotFound, Occupied

FORBIDDEN = ("django", "duckdb", "sqlite3", "psycopg", "numba", "ortools", "highspy", "scipy", "narwhals")
ROSTER = table_of("roster", {"pupil": ["a", "b"], "sex": ["m", "f"]})
PLAN = table_of("plan", {"pupil": ["a", "b"], "class": ["1", "2"]})


def a_certificate(**changes) -> Certificate:
    said = {
        "kind": "sample",
        "inputs": {"roster": ROSTER.sha256()},
        "options": {"classes": 2},
        "seed": {"how": "text", "text": "x", "value": "00", "hash": "sha256"},
        "algorithm": "by hand",
        "violations": {"size": 0},
        "objective": 0.5,
        "bound": 0.25,
        "gap": 0.25,
    }
    return Certificate(**(said | changes))


def test_a_plan_and_its_certificate_fit(tmp_path):
    folder = write_plan(tmp_path / "plan", a_certificate(), PLAN, {"report.html": b"<p>"})
    (tmp_path / "roster.csv").write_bytes(ROSTER.csv())

    said = json.loads((folder / "plan.json").read_bytes())
    checks = certificate_checks(folder, {"roster": tmp_path / "roster.csv"})

    assert set(certificates.KEYS) <= set(said)
    assert said["plan_sha256"] == PLAN.sha256()
    assert (folder / "plan.csv").read_text(encoding="utf-8") == "pupil,class\na,1\nb,2\n"
    assert [(check.name, check.ok) for check in checks] == [
        ("certificate", True), ("plan_sha256", True), ("results_root", True), ("input:roster", True),
    ]  # fmt: skip


def test_another_plan_or_roster_does_not_fit(tmp_path):
    folder = write_plan(tmp_path / "plan", a_certificate(), PLAN)
    (folder / "plan.csv").write_text("pupil,class\na,2\nb,1\n", encoding="utf-8")
    (tmp_path / "roster.csv").write_text("pupil,sex\na,f\nb,f\n", encoding="utf-8")

    checks = certificate_checks(folder, {"roster": tmp_path / "roster.csv", "extra": tmp_path / "roster.csv"})

    assert {check.name: check.ok for check in checks} == {
        "certificate": True, "plan_sha256": False, "results_root": False, "input:roster": False, "input:extra": False,
    }  # fmt: skip


def test_a_plan_saved_again_by_another_program_still_fits(tmp_path):
    folder = write_plan(tmp_path / "plan", a_certificate(), PLAN)
    (folder / "plan.csv").write_bytes("\ufeffclass,pupil\r\n2,b\r\n1,a\r\n".encode())

    assert all(check.ok for check in certificate_checks(folder, {}))


def test_a_plan_that_cannot_be_read_is_a_failed_check(tmp_path):
    folder = write_plan(tmp_path / "plan", a_certificate(), PLAN)
    (folder / "plan.csv").unlink()

    assert [(check.name, check.ok) for check in certificate_checks(folder, {})][1:] == [("plan", False)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": 1}, "kind 的类型不对"),
        ({"format": True}, "format 的类型不对"),
        ({"format": 9}, "本程序只认识第 1 版"),
        ({"gap": "0.1"}, "gap 的类型不对"),
        ({"inputs": {"roster": "xyz"}}, "输入“roster”的杂凑值不是 64 位十六进制数"),
        ({"violations": {"size": 0.5}}, "约束“size”的违反次数不是整数"),
        ({"violations": {"size": False}}, "约束“size”的违反次数不是整数"),
    ],
)
def test_a_certificate_of_another_shape_is_told(change, expected):
    assert any(expected in fault for fault in certificate_faults(a_certificate().statement(PLAN) | change))


def test_a_folder_is_written_whole_or_not_at_all(tmp_path):
    with pytest.raises(OSError, match="No space"):
        write_folder(tmp_path / "plan", _FullAfterOne())

    assert list(tmp_path.iterdir()) == []


class _FullAfterOne(dict):
    """Files of which the second no longer fits on the disk."""

    def items(self):
        yield "a", b"1"
        raise OSError(28, "No space left on device")


def test_a_published_folder_is_never_overwritten(tmp_path):
    a_draw(tmp_path / "draw")

    with pytest.raises(Occupied, match="公布过的结果不能覆盖"):
        a_draw(tmp_path / "draw")
    (tmp_path / "empty").mkdir()
    assert (a_draw(tmp_path / "empty") / "result.json").is_file()


def test_verify_refuses_what_it_cannot_judge(tmp_path):
    folder = write_plan(tmp_path / "plan", a_certificate(), PLAN)

    with pytest.raises(BadInput, match="种类“sample”没有对应的核验程序"):
        verify_plan(folder)
    for kind in ("..draw", "draw.verify", "nowhere", "tables"):
        (folder / "plan.json").write_text(
            json.dumps(a_certificate(kind=kind).statement(PLAN)), encoding="utf-8"
        )
        with pytest.raises(BadInput, match="没有对应的核验程序"):
            verify_plan(folder)
    with pytest.raises(NotFound, match="没有 plan.json 或 result.json"):
        verify_plan(tmp_path / "nothing")
    with pytest.raises(BadInput, match="没有名为“roster”的输入。它的输入是：commit、list、public"):
        verify_plan(a_draw(tmp_path / "draw"), {"roster": tmp_path / "x"})
    with pytest.raises(BadInput, match="找不到文件"):
        verify_plan(tmp_path / "draw", {"list": tmp_path / "x.txt"})


def test_no_check_at_all_is_no_proof():
    assert not Verdict("draw", ()).ok


BLOCKED = """
import sys
from importlib.abc import MetaPathFinder

class Blocker(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {forbidden!r} or name.endswith(".solve"):
            raise ImportError(name + " must not be needed")

sys.meta_path.insert(0, Blocker())
from xuezheng.cli.main import run
sys.argv = ["xuezheng", "verify", {folder!r}, "--json"]
run()
"""


def test_verify_needs_no_django_database_numba_or_solver(tmp_path):
    folder = a_draw(tmp_path / "draw", places=5)
    program = BLOCKED.format(forbidden=FORBIDDEN, folder=str(folder))

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ok"]


def test_the_blocker_blocks():
    program = BLOCKED.format(forbidden=FORBIDDEN, folder="x").replace(
        "from xuezheng.cli.main import run", "import duckdb"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert "duckdb must not be needed" in done.stderr


def test_the_single_file_needs_only_the_standard_library(tmp_path):
    from draw_examples import ROOT

    folder = a_draw(tmp_path / "draw", places=5)
    file = str(ROOT / "docs" / "verifier" / "verify_draw.py")

    done = subprocess.run(
        [sys.executable, "-I", "-S", file, str(folder), "--code", EIGHT[2]],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "第 8 名" in done.stdout


def test_the_specification_names_every_key_and_check(tmp_path):
    from draw_examples import ROOT

    text = (ROOT / "docs" / "algorithms" / "certificate.md").read_text(encoding="utf-8")
    names = {check.name for check in verify_plan(a_draw(tmp_path / "draw")).checks}

    assert [key for key in (*certificates.KEYS, *names) if f"`{key}`" not in text] == []
