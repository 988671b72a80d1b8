"""`xuezheng zones` and `xuezheng rezone`, as typed."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import verify_plan
from xuezheng.cli.main import build
from xuezheng.errors import BadInput, Occupied


def run(*arguments):
    found = CliRunner().invoke(build(), [str(a) for a in arguments])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A hundred blocks on a plain, five schools."""
    folder = tmp_path_factory.mktemp("files")
    random = np.random.default_rng(2)
    at = [
        (200 * (i % 10) + int(random.integers(60)), 200 * (i // 10) + int(random.integers(60)))
        for i in range(100)
    ]
    pupils = random.integers(5, 30, 100).tolist()
    blocks = {
        "block": [f"B{i:02d}" for i in range(100)],
        "pupils": pupils,
        "x": [x for x, _ in at],
        "y": [y for _, y in at],
    }
    blocks["migrant"] = [p // 3 if i % 10 < 4 else 0 for i, p in enumerate(pupils)]
    seats = sum(pupils) // 5 + 60
    schools = {"school": list("ABCDE"), "block": ["B11", "B18", "B55", "B81", "B88"], "seats": [seats] * 5}
    for name, columns in (("blocks", blocks), ("schools", schools)):
        (folder / f"{name}.csv").write_bytes(table_of(name, columns).csv())
    return folder / "blocks.csv", folder / "schools.csv"


@pytest.fixture(scope="module")
def plan(files, tmp_path_factory):
    out = tmp_path_factory.mktemp("made") / "plan"
    run("zones", *files, "--crs", "metres", "--seed", "2026", "--out", out, "--seconds", 0.2)
    return out


def test_a_plan_can_be_verified_and_looked_at(plan):
    assert verify_plan(plan).ok
    assert {"plan.csv", "plan.json", "report.html", "plan.geojson", "inputs"} <= {
        p.name for p in plan.iterdir()
    }


def test_the_same_files_and_seed_give_the_same_bytes(files, plan, tmp_path):
    run(
        "zones", *files, "--crs", "metres", "--seed", "2026", "--out", tmp_path / "b", "--seconds", 0.2, "--workers", 1
    )  # fmt: skip

    for name in ("plan.csv", "plan.json"):
        assert (plan / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_json_says_how_good_it_is(files, tmp_path):
    out = run(
        "zones", *files, "--crs", "metres", "--groups", "migrant", "--max-km", 2, "--tolerance", "20‰",
        "--seed", "x", "--out", tmp_path / "p", "--seconds", 0.2, "--json",
    )  # fmt: skip

    told = json.loads(out.stdout)
    assert told["blocks"] == 100 and told["bound"] <= told["objective"] and 0 <= told["gap"] < 0.2
    assert verify_plan(tmp_path / "p").ok


def test_a_closed_school_sends_its_blocks_on_and_says_who_moves(plan, tmp_path):
    before = read_table(plan / "plan.csv").columns
    out = run(
        "rezone",
        plan,
        "--close",
        "C",
        "--seats",
        "A=900",
        "--out",
        tmp_path / "p",
        "--json",
        "--seconds",
        0.2,
    )

    after = read_table(tmp_path / "p" / "plan.csv").columns
    was = dict(zip(before["block"], before["school"], strict=True))
    now = dict(zip(after["block"], after["school"], strict=True))
    moved = [b for b in was if was[b] != now[b] and was[b] != "C"]
    assert "C" not in now.values()
    assert json.loads(out.stdout)["moved"]["blocks"] == len(moved) <= 2
    assert (tmp_path / "p" / "moves.csv").is_file()
    assert verify_plan(tmp_path / "p").ok


def test_an_estate_that_fits_moves_nobody(plan, tmp_path):
    out = run("rezone", plan, "--estate", "B11=3", "--out", tmp_path / "p", "--json", "--seconds", 0.2)

    assert json.loads(out.stdout)["moved"] == {"blocks": 0, "pupils": 0}


def test_a_new_school_opens_in_its_block(plan, tmp_path):
    run("rezone", plan, "--open", "F,B44,100", "--out", tmp_path / "p", "--seconds", 0.2)

    plan_of = read_table(tmp_path / "p" / "plan.csv").columns
    assert dict(zip(plan_of["block"], plan_of["school"], strict=True))["B44"] == "F"
    assert verify_plan(tmp_path / "p").ok


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--seconds", "0"], "--seconds"),
        (["--max-km", "-1"], "--max-km"),
        (["--tolerance", "much"], "--tolerance"),
        (["--stability", "5"], "--keep"),
        (["--balance", "-1"], "--balance"),
        (["--groups", "nobody"], "nobody"),
        (["--per-area", "0"], "--per-area"),
    ],
)
def test_options_that_make_no_sense_are_refused(files, tmp_path, arguments, words):
    with pytest.raises(BadInput, match=words):
        run("zones", *files, "--crs", "metres", "--seed", "x", "--out", tmp_path / "p", *arguments)
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "没有写明改变什么"),
        (["--close", "Z"], "没有学校“Z”"),
        (["--seats", "A:9"], "编号=人数"),
        (["--open", "F"], "学校,小区,学位"),
        (["--open", "A,B44,9"], "已经有了"),
        (["--estate", "B999=9"], "没有小区“B999”"),
    ],
)
def test_changes_that_cannot_be_read_are_refused(plan, tmp_path, arguments, words):
    with pytest.raises(BadInput, match=words):
        run("rezone", plan, "--out", tmp_path / "p", *arguments)


def test_a_published_plan_is_not_overwritten(files, plan):
    with pytest.raises(Occupied):
        run("zones", *files, "--crs", "metres", "--seed", "x", "--out", plan)
