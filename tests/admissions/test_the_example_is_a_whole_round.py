"""The example files need nothing else: what the verb says next works, and every page can be read by people."""

import csv
import json
import re
import shlex

import pytest
from small_rounds import a_round, wishes
from typer.testing import CliRunner

from xuezheng.allocation.admissions.explaining import reasons
from xuezheng.allocation.admissions.keeping_out import said
from xuezheng.allocation.admissions.scheme import read_scheme
from xuezheng.allocation.admissions.solve import solve
from xuezheng.allocation.verifying import verify_plan
from xuezheng.cli.main import build
from xuezheng.errors import BadInput, Occupied


def run(*words):
    done = CliRunner().invoke(build(), [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def made(folder, kind, *more):
    """The example files, and the plan that the next step makes of them."""
    told = run("admissions-example", folder / "in", "--kind", kind, "--pupils", 400)
    step = shlex.split(told.splitlines()[-1].partition("xuezheng ")[2])
    step[step.index("--out") + 1] = str(folder / "plan")
    run(*step, *more)
    return folder / "plan"


@pytest.mark.parametrize(
    ("kind", "more"), [("zhongkao", ()), ("primary", ("--last-place", "skip")), ("primary", ())]
)
def test_the_next_step_the_verb_tells_makes_a_plan_that_passes(tmp_path, kind, more):
    folder = made(tmp_path, kind, *more)

    assert verify_plan(folder).ok
    assert set((folder / "public.csv").read_text().splitlines()[0].split(",")) == {"pupil", "programme"}


def test_the_same_text_gives_the_same_files_and_another_does_not(tmp_path):
    for name, seed in (("a", "x"), ("b", "x"), ("c", "y")):
        run("admissions-example", tmp_path / name, "--pupils", 90, "--seed", seed)

    read = {name: (tmp_path / name / "choices.csv").read_bytes() for name in "abc"}
    assert read["a"] == read["b"] != read["c"]


def test_what_cannot_be_made_is_said(tmp_path):
    with pytest.raises(BadInput, match="“university”不认识.*zhongkao、primary"):
        run("admissions-example", tmp_path / "a", "--kind", "university")
    with pytest.raises(BadInput, match="--pupils 3 不在 60 到 200000 之间"):
        run("admissions-example", tmp_path / "a", "--pupils", 3)
    run("admissions-example", tmp_path / "a", "--pupils", 60)
    with pytest.raises(Occupied):
        run("admissions-example", tmp_path / "a", "--pupils", 60)


def test_a_simulation_is_a_page_in_words(tmp_path):
    folder = made(
        tmp_path, "zhongkao", "--what-if", "quota=80%", "--what-if", "seats.H01=+30", "--what-if", "points=5"
    )

    told = json.loads((folder / "what_if.json").read_text())
    assert told["spoken"] == ["指标到校改为 80%", "霁川市第一高级中学的名额+30", "最低线改为线下 5 分"]
    page = (folder / "what_if.html").read_text()
    assert "<h1>假如指标到校改为 80%、霁川市第一高级中学的名额+30、最低线改为线下 5 分</h1>" in page
    [first] = [row for row in told["programmes"] if row["programme"] == "H01"]
    assert first["after"] - first["before"] == 30
    assert f"<td class=n>{first['before']}</td><td class=n>{first['after']}</td>" in page
    # By junior school: what one gains is in the table, and all gains and losses are those of the whole.
    gains = sum(row["after"] - row["before"] for row in told["schools"])
    assert gains == told["placed"]["after"] - told["placed"]["before"]
    assert told["schools"][0]["name"].startswith("霁城第") and told["schools"][0]["name"] in page
    pupils = {line.split(",")[0] for line in (folder / "plan.csv").read_text().splitlines()[1:]}
    assert not any(code in page for code in pupils)


def test_a_change_that_moves_nobody_is_said_to(tmp_path):
    folder = made(tmp_path, "zhongkao", "--what-if", "seats.H01=+0")

    assert (folder / "what_if.html").read_text().count("没有变化。") == 2


def test_the_sheet_of_a_child_calls_schools_by_name_and_ends_with_the_result(tmp_path):
    folder = made(tmp_path, "zhongkao")
    rows = [line.split(",")[:2] for line in (folder / "plan.csv").read_text().splitlines()[1:]]
    inside, outside = (next(p for p, code in rows if bool(code) == placed) for placed in (True, False))

    pages = {}
    for pupil in (inside, outside):
        run("why", folder, pupil, "--html", tmp_path / "sheet.html")
        pages[pupil] = (tmp_path / "sheet.html").read_text()

    assert re.search(r"<b>霁川市第.高级中学</b>结果", pages[inside]) and "<li class=in>" in pages[inside]
    assert (
        "<b>待安置</b>结果" in pages[outside]
        and "<strong>没有被录取，列入待安置名单。</strong>" in pages[outside]
    )
    assert "<li>没有被录取" not in pages[outside]
    run("why", folder, outside, "--pdf", tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_floor_is_told_before_the_batches_that_follow(tmp_path):
    folder = made(tmp_path, "zhongkao")

    told = [
        line
        for line in (folder / "why.csv").read_text().splitlines()
        if "低于最低线" in line and "统招第" in line
    ]
    assert told
    for line in told:
        assert line.index("低于最低线") < line.index("统招第")
        above, points, own = map(int, re.search(r"总分 (\d+) 减 (\d+)，您是 (\d+)", line).groups())
        assert own < above - points


def test_who_may_not_apply_is_told_the_condition_and_what_she_has(tmp_path):
    folder = made(tmp_path, "zhongkao")

    with (folder / "inputs" / "pupils.csv").open(encoding="utf-8") as file:
        barred = {row["pupil"] for row in csv.DictReader(file) if row["three_years"] == "0"}
    told = {line.split(",")[0]: line for line in (folder / "why.csv").read_text().splitlines()[1:]}
    barred_told = {
        p for p, line in told.items() if "不符合报名条件（连续三年学籍须为“1”，您是“0”），没有参加" in line
    }
    outside = {p for p, line in told.items() if "待安置名单" in line}
    assert barred_told == barred & outside and barred_told


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"column": "school", "in": ["A", "B"]}, "毕业学校须为“A、B”之一"),
        ({"column": "score", "at_most": "600"}, "总分须不高于 600"),
        ({"column": "home_zone", "same_as": "programme"}, "住房所在片区须是所报的计划"),
        ({"column": "district", "same_as": "district"}, "区县须与计划的区县一致"),
    ],
)
def test_conditions_are_said_in_words(condition, words):
    assert said(condition) == words


def test_of_several_conditions_of_which_one_must_hold_all_are_told(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "batches: [{code: z, eligible: [{any: [{column: old, is: '1'}, {column: sibling_at, same_as: programme}]}]}]"
    )
    people = [{"pupil": "a", "old": "0", "sibling_at": ""}, {"pupil": "b", "old": "0", "sibling_at": "P"}]
    programmes = [{"programme": "P", "seats": 5, "batch": ""}]
    problem = a_round(wishes({"a": "P", "b": "P"}), programmes, read_scheme(str(rules)), pupils=people)
    why = reasons(problem, solve(problem)).columns["why"]

    assert why[0].startswith(
        "z第1志愿 P 不符合报名条件（old须为“1”，您是“0”，且兄姐所在学校须是所报的计划，您没有这一项），没有参加"
    )
    assert "过线" in why[1]
