"""A floor under another batch's line holds wherever the two stand: a line to come is reckoned on paper first."""

import shutil

import pytest
from forged_admissions import cover_up, in_certificate, in_table, row
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import a_round, granted, wishes, zhongkao

from xuezheng.allocation.admissions.scheme import read_scheme
from xuezheng.allocation.admissions.solve import solve
from xuezheng.allocation.admissions.verify import verify
from xuezheng.allocation.admissions.writing import write_admissions
from xuezheng.errors import BadInput

RULES = """
batches:
  - {code: quota, rule: parallel, by: [score], quota: {share: 50%}, floor: {under_line_of: unified, points: 20}}
  - {code: unified, rule: parallel, by: [score]}
"""
SCORES = {"a": 600, "b": 590, "c": 580, "d": 561, "e": 559, "f": 500}


def a_city(tmp_path, rules=RULES):
    """Four seats, two of them quota: one for each school of three; f, e and d are of the second school."""
    file = tmp_path / "rules.yaml"
    file.write_text(rules, encoding="utf-8")
    people = [{"pupil": code, "school": "one" if code in "abc" else "two"} for code in SCORES]
    rows = wishes(dict.fromkeys(SCORES, "H"), SCORES)
    return a_round(rows, [{"programme": "H", "seats": 4}], read_scheme(str(file)), pupils=people)


def failed(folder):
    return [check.name for check in verify(folder, {}) if not check.ok]


@pytest.mark.parametrize(("points", "second"), [("20", ""), ("29", "d"), ("31", "d")])
def test_a_quota_held_first_looks_at_the_unified_line_reckoned_on_paper(tmp_path, points, second):
    # On paper two of the four seats are open to all: a and b, so the line is 590. d has 561: 29 under it.
    problem = a_city(tmp_path, RULES.replace("points: 20", f"points: {points}"))
    plan = solve(problem)

    went = dict(zip(problem.pupils, plan.batch, strict=True))
    assert went["a"] == "quota" and went["d"] == ("quota" if second else "unified" if points == "20" else "")
    assert [(line.batch, line.values) for line in plan.lines][0] == ("quota:unified", "score=590")
    assert failed(write_admissions(tmp_path / "plan", problem, plan)) == []


def test_quota_seats_nobody_may_take_go_to_the_unified_batch(tmp_path):
    problem = a_city(tmp_path)

    assert [code for code, where in granted(problem, solve(problem)).items() if where] == ["a", "b", "c", "d"]


def test_who_is_under_the_floor_is_told_so(tmp_path):
    problem = a_city(tmp_path)
    folder = write_admissions(tmp_path / "plan", problem, solve(problem))

    told = {line.split(",")[0]: line for line in (folder / "why.csv").read_text().splitlines()}
    assert "未过线（录取线 总分 561，您是 总分 500）" in told["f"]
    page = (folder / "report.html").read_text()
    assert "unified预投档（只定最低线）" in page and "总分 590" in page


@given(st.integers(0, 10_000))
@settings(max_examples=6, deadline=None)
def test_every_city_with_quota_first_passes_every_check(tmp_path_factory, seed):
    problem = zhongkao(90, seed=seed, scheme="zhongkao-quota-first")
    plan = solve(problem)

    assert failed(write_admissions(tmp_path_factory.mktemp("city") / "plan", problem, plan)) == []
    paper = {line.programme: line for line in plan.lines if line.batch == "quota:unified"}
    for i, batch in enumerate(plan.batch):
        line = paper[problem.programmes[int(plan.programme[i])]] if batch == "quota" else None
        if line and line.state == "line":
            floor = int(problem.attributes["score"][line.pupil]) - 20
            assert int(problem.attributes["score"][i]) >= floor


FORGERIES = {
    "a paper line let down": in_table("lines.csv", lambda r: row(r, batch="quota:unified").update(values="score=580")),
    "a paper line of nobody": in_table("lines.csv", lambda r: row(r, batch="quota:unified").update(values="score=1")),
    "a paper line left out": in_table("lines.csv", lambda r: r.pop(0)),
    "a paper line said to be open": in_table("lines.csv", lambda r: row(r, batch="quota:unified").update(state="open", values="", lottery="")),
    "a floor let down": in_certificate(lambda c: c["options"]["scheme"]["batches"][0]["floor"].update(points="40")),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_line_on_paper_cannot_be_forged(tmp_path, name):
    problem = a_city(tmp_path)
    folder = write_admissions(tmp_path / "plan", problem, solve(problem))
    forged = shutil.copytree(folder, tmp_path / "forged")
    FORGERIES[name](forged)
    cover_up(forged)

    assert {"lines", "first_wish"} & {*failed(forged)}


def test_two_lines_that_wait_for_each_other_have_no_meaning(tmp_path):
    circle = RULES.replace("by: [score]}", "by: [score], floor: {under_line_of: quota, points: 1}}")
    itself = RULES.replace("under_line_of: unified", "under_line_of: quota")

    with pytest.raises(BadInput, match="“unified”在它之后，又自有指标或最低线，两条线互为前提"):
        a_city(tmp_path, circle)
    with pytest.raises(BadInput, match="“quota”不是另一个批次"):
        a_city(tmp_path, itself)
