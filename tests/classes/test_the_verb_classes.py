"""From a terminal: whole folders or nothing, the same bytes for any number of workers."""

import json
import re

import pytest
from typer.testing import CliRunner

from xuezheng.allocation.verifying import verify_plan
from xuezheng.cli.main import build
from xuezheng.errors import BadInput, Occupied

ASKED = ["--numeric", "total,maths", "--category", "sex,school", "--seed", "tests 2026"]


def run(*arguments):
    return CliRunner().invoke(build(), ["classes", *map(str, arguments)], catch_exceptions=False)


def contents(folder):
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_writes_the_same_bytes(workers, tables, tmp_path):
    given = [tables / "roster.csv", "--classes", 2, *ASKED, "--by", "grade,school", "--rounds", 1]

    run(*given, "--out", tmp_path / "one", "--workers", 1)
    run(*given, "--out", tmp_path / "many", "--workers", workers)

    assert contents(tmp_path / "one") == contents(tmp_path / "many")
    assert len(contents(tmp_path / "one")) == 8 * 3 + 2


def test_each_roster_of_a_city_has_a_plan_that_can_be_checked(tables, tmp_path):
    run(
        tables / "roster.csv",
        "--classes",
        2,
        *ASKED,
        "--by",
        "grade",
        "--rounds",
        1,
        "--out",
        tmp_path / "city",
    )

    for grade in ("7", "8"):
        verdict = verify_plan(tmp_path / "city" / grade, {"roster": tables / "roster.csv"})
        assert verdict.ok, verdict
        options = json.loads((tmp_path / "city" / grade / "plan.json").read_text(encoding="utf-8"))["options"]
        assert options["part"] == {"grade": grade}
    assert (
        (tmp_path / "city" / "index.csv")
        .read_text(encoding="utf-8")
        .startswith("grade,pupils,classes,objective")
    )


def test_the_order_of_the_roster_and_the_kind_of_file_change_nothing(tables, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    head, *rows = (tables / "roster.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "turned.csv").write_text("\n".join([head, *rows[::-1]]) + "\n", encoding="utf-8")
    cells = [row.split(",") for row in rows]
    columns = dict(zip(head.split(","), map(list, zip(*cells, strict=True)), strict=True))
    pq.write_table(pa.table(columns), tmp_path / "roster.parquet")
    given = ["--classes", 3, *ASKED, "--rounds", 1, "--no-reports", "--out"]

    run(tables / "roster.csv", *given, tmp_path / "a")
    run(tmp_path / "turned.csv", *given, tmp_path / "b")
    run(tmp_path / "roster.parquet", *given, tmp_path / "c")

    assert contents(tmp_path / "a") == contents(tmp_path / "b") == contents(tmp_path / "c")


def test_a_plan_limited_by_seconds_can_be_made_again_by_its_rounds(tables, tmp_path):
    given = [tables / "roster.csv", "--classes", 3, *ASKED]

    run(*given, "--seconds", 0.05, "--out", tmp_path / "timed")
    rounds = json.loads((tmp_path / "timed" / "plan.json").read_text(encoding="utf-8"))["options"]["rounds"]
    run(*given, "--rounds", rounds, "--out", tmp_path / "counted")

    assert rounds > 0
    assert contents(tmp_path / "timed") == contents(tmp_path / "counted")


def test_another_seed_gives_another_plan(tables, tmp_path):
    given = [tables / "roster.csv", "--classes", 3, "--numeric", "total", "--rounds", 0, "--seed"]

    run(*given, "one", "--out", tmp_path / "one")
    run(*given, "two", "--out", tmp_path / "two")

    assert (tmp_path / "one" / "plan.csv").read_bytes() != (tmp_path / "two" / "plan.csv").read_bytes()


def test_a_round_is_run_once_and_again_only_for_a_stated_reason(tables, tmp_path):
    out = tmp_path / "round"
    given = [tables / "roster.csv", "--classes", 3, *ASKED, "--rounds", 1, "--out", out]
    run(*given)
    first = json.loads((out / "plan.json").read_text(encoding="utf-8"))

    with pytest.raises(Occupied, match="同一轮分班只能进行一次"):
        run(*given)
    run(*given, "--again", "名单漏了两名学生")

    second = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert second["again"]["reason"] == "名单漏了两名学生"
    assert second["again"]["replaces_plan_sha256"] == first["plan_sha256"]
    assert json.loads((tmp_path / "round.superseded-1" / "plan.json").read_text(encoding="utf-8")) == first


def test_a_refused_run_leaves_nothing_behind(tables, tmp_path):
    with pytest.raises(BadInput, match="多于"):
        run(tables / "roster.csv", "--classes", 200, *ASKED, "--out", tmp_path / "no")
    with pytest.raises(BadInput, match="--by 只能用名单的列"):
        run(tables / "roster.csv", "--classes", 2, *ASKED, "--by", "town", "--out", tmp_path / "no")

    assert list(tmp_path.iterdir()) == []


def test_faults_of_a_city_name_their_school(tables, tmp_path):
    with pytest.raises(BadInput, match="grade 8，school S4"):
        run(tables / "roster.csv", "--classes", 9, *ASKED, "--by", "grade,school", "--out", tmp_path / "no")


@pytest.mark.parametrize(
    "options",
    [
        ["--missing", "zero"],
        ["--rounds", 1, "--seconds", 1],
        ["--by", "grade", "--seconds", 1],
        ["--rounds", -1],
    ],
)
def test_options_that_contradict_are_refused(options, tables, tmp_path):
    with pytest.raises(BadInput):
        run(tables / "roster.csv", "--classes", 2, *ASKED, *options, "--out", tmp_path / "no")


def test_json_is_for_machines(tables, tmp_path):
    done = run(
        tables / "roster.csv", "--classes", 2, *ASKED, "--rounds", 1, "--json", "--out", tmp_path / "j"
    )

    said = json.loads(done.stdout)
    assert said["rosters"][0]["pupils"] == 90
    assert (
        said["rosters"][0]["gap"]
        == json.loads((tmp_path / "j" / "plan.json").read_text(encoding="utf-8"))["gap"]
    )


def test_same_sounding_names_do_not_meet(tables, tmp_path):
    names = dict(
        line.split(",")[:1] + [line.split(",")[-1]]
        for line in (tables / "roster.csv").read_text(encoding="utf-8").splitlines()[1:]
    )
    few = [p for p, name in names.items() if name in {"周杰"}][:3] + [
        p for p in names if names[p] not in {"周杰"}
    ]
    assert few
    # Three classes cannot keep ten of a name apart: the smallest conflict is told instead.
    with pytest.raises(BadInput, match="要互相分开，只有 3 个班"):
        run(
            tables / "roster.csv",
            "--classes",
            3,
            *ASKED,
            "--apart-homophones",
            "name",
            "--out",
            tmp_path / "no",
        )


def test_the_dossier_says_the_gap_in_words_and_needs_no_network(divided):
    page = (divided / "report.html").read_text(encoding="utf-8")

    assert re.search(r"最高的班与最低的班只差 <b>\d+\.\d\d</b> 分", page)
    assert "随机分 10,000 次" in page and "蛇形" in page and "教师组由同一种子抽定" in page
    assert page.count("<svg") == 2
    assert "<script" not in page and "http://" not in page and "https://" not in page
