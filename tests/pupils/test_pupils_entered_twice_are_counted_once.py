"""An afternoon with the register: a child found twice, made one, counted once, and taken apart again."""

import json
import subprocess
import sys

import pytest
from databases import copied, environment, opened

PROGRAM = "from xuezheng.cli.main import run; run()"


def xuezheng(*words, code=0):
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment(words))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def _city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pupils") / "city"
    xuezheng("demo", folder, "--pupils", 2000, "--records-only", "--faults", "default")
    return folder


@pytest.fixture
def city(_city, tmp_path):
    return copied(_city, tmp_path / "city")


def content(city):
    with opened(city) as records:
        return {
            table: records.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in (
                "registers_pupil",
                "registers_enrolment",
                "programmes_aidaward",
                "rounds_application",
            )
        }


def frozen_rows(city):
    path = xuezheng("freeze", city, "--json")
    tables = json.loads((city / "snapshots" / json.loads(path)["id"][:12] / "manifest.json").read_text())[
        "tables"
    ]
    return {name: tables[name]["rows"] for name in ("pupils", "enrolments")}


def test_found_merged_counted_once_and_taken_apart(city):
    before, frozen = content(city), frozen_rows(city)
    (pair,) = json.loads(xuezheng("pupils", "duplicates", city, "--json"))
    assert pair["strength"] == "likely" and "其中一条是临时学籍号" in pair["why"]
    keep, gone = pair["first"], pair["second"]

    assert "请用 --prefer keep" in xuezheng(
        "pupils", "merge", city, keep, gone, "--reason", "temporary", code=2
    )
    assert content(city) == before
    said = xuezheng("pupils", "merge", city, keep, gone, "--reason", "temporary", "--prefer", "keep")
    assert "搁置 1 条" in said

    assert json.loads(xuezheng("pupils", "duplicates", city, "--json")) == []
    once = frozen_rows(city)
    assert {name: frozen[name] - once[name] for name in frozen} == {"pupils": 1, "enrolments": 1}
    assert "没有代码为" in xuezheng("pupils", "merge", city, keep, gone, "--reason", "verified", code=2)

    assert "还原 1 条" in xuezheng("pupils", "unmerge", city, 1)
    assert content(city) == before
    assert "已撤销" in xuezheng("pupils", "merges", city)
    assert "没有第 7 号学籍合并" in xuezheng("pupils", "unmerge", city, 7, code=2)


def test_nothing_personal_is_told(city):
    with opened(city) as records:
        names = {name for (name,) in records.execute("SELECT name FROM registers_pupil")}

    said = xuezheng("pupils", "duplicates", city)

    assert not [name for name in names if len(name) > 2 and name in said]
