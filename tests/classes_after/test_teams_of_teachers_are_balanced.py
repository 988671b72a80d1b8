"""Teams are whole, alike, and drawn to classes nobody must keep out of."""

import json
from collections import Counter
from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from staff_lists import STAFF_COLUMNS, a_staff, write_staff
from year_group import run

from xuezheng.allocation.draw.assigning import drawn_line, drawn_places
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.teacher_teams.measuring import bound_of, columns_of
from xuezheng.allocation.teacher_teams.problem import Plan
from xuezheng.allocation.teacher_teams.reading import Asked, read_problem
from xuezheng.allocation.teacher_teams.solve import solve
from xuezheng.allocation.teacher_teams.writing import make_teams
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, Occupied

ASKED = ("--numeric", "years", "--category", "title,sex", "--seed", "teams 2026", "--rounds", 20)
SEED = seed_of("teams")


def plan_of(folder):
    columns = read_table(folder / "plan.csv").columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def test_every_class_has_one_teacher_of_each_subject_and_one_head(staff, tmp_path):
    run("teams", staff, "--classes", 6, *ASKED, "--out", tmp_path / "t")

    rows = plan_of(tmp_path / "t")
    assert Counter((r["class"], r["subject"]) for r in rows) == Counter(
        (str(k), s) for k in range(1, 7) for s in ("语文", "数学", "英语", "体育")
    )
    heads = [r for r in rows if r["head"]]
    assert Counter(r["class"] for r in heads) == Counter(map(str, range(1, 7)))
    assert len({r["teacher"] for r in heads}) == 6
    verdict = verify_plan(tmp_path / "t", {"staff": staff})
    assert verdict.ok, [c for c in verdict.checks if not c.ok]
    assert verdict.kind == "teacher_teams" and "班主任" in (tmp_path / "t" / "report.html").read_text("utf-8")


def test_nobody_teaches_a_class_they_keep_out_of(staff, tmp_path):
    for seed in "abcde":
        run(
            "teams", staff, "--classes", 6, "--numeric", "years", "--seed", seed, "--rounds", 0,
            "--out", tmp_path / seed,
        )  # fmt: skip
        taught = {(r["teacher"], r["class"]) for r in plan_of(tmp_path / seed)}
        assert ("数1", "1") not in taught and not {("语2", "3"), ("语2", "4")} & taught
        assert verify_plan(tmp_path / seed, {"staff": staff}).ok


def test_a_team_gives_way_where_the_last_in_line_would_have_nowhere_to_go(tmp_path):
    columns = {
        "teacher": ["甲", "乙"],
        "subject": ["语文", "语文"],
        "head": ["是", "是"],
        "avoid": ["", "2"],
        "years": ["1", "2"],
    }
    staff = write_staff(tmp_path / "s.csv", columns)
    first = set()
    for seed in "abcdefgh":
        run("teams", staff, "--classes", 2, "--numeric", "years", "--seed", seed, "--out", tmp_path / seed)
        assert {(r["teacher"], r["class"]) for r in plan_of(tmp_path / seed)} == {("甲", "2"), ("乙", "1")}
        assert verify_plan(tmp_path / seed, {"staff": staff}).ok
        first.add(drawn_line(seed_of(seed), "teacher-teams-v1|classes", ["team-01", "team-02"])[0][0])
    assert len(first) == 2


def test_where_nobody_keeps_out_the_draw_is_the_plain_one():
    staff = table_of("staff", a_staff(avoid={}))
    made = make_teams(staff, Asked(tuple("123456"), ("years",), ()), SEED, 0)

    plain = drawn_places(SEED, "teacher-teams-v1|classes", list(made.drawn), list("123456"))
    assert made.drawn == plain


def test_more_rounds_never_make_it_worse_and_the_same_seed_gives_the_same_bytes(staff, tmp_path):
    values = []
    for rounds in (0, 5, 60):
        given = ["--classes", 6, *ASKED[:-1], rounds]
        run("teams", staff, *given, "--out", tmp_path / f"a{rounds}")
        run("teams", staff, *given, "--out", tmp_path / f"b{rounds}")
        one, two = ((tmp_path / f"{x}{rounds}" / "plan.json").read_bytes() for x in "ab")
        assert one == two
        values.append(json.loads(one)["objective"])
    assert values == sorted(values, reverse=True)


def test_names_tell_the_grades_of_one_seed_apart(staff, tmp_path):
    for name in ("七年级", "八年级"):
        run("teams", staff, "--classes", 6, *ASKED, "--name", name, "--out", tmp_path / name)
        assert verify_plan(tmp_path / name, {"staff": staff}).ok

    seven, eight = (
        json.loads((tmp_path / n / "plan.json").read_text("utf-8"))["options"]["teams"]
        for n in ("七年级", "八年级")
    )
    assert seven != eight


def test_a_table_of_classes_and_no_heads(staff, tmp_path):
    (tmp_path / "classes.csv").write_text("class\n701\n702\n703\n704\n705\n706\n", encoding="utf-8")
    plain = write_staff(tmp_path / "staff.csv", a_staff(avoid={"数1": "701"}, heads=False))

    run("teams", plain, "--classes", tmp_path / "classes.csv", *ASKED, "--no-heads", "--out", tmp_path / "t")

    assert {r["class"] for r in plan_of(tmp_path / "t")} == {f"70{k}" for k in range(1, 7)}
    assert verify_plan(tmp_path / "t", {"staff": plain, "classes": tmp_path / "classes.csv"}).ok


small = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("甲乙")), min_size=6, max_size=6)


def small_staff(facts, marked):
    names = [f"{s}{t}" for s in "ABC" for t in range(3)]
    return {
        "teacher": names[:9], "subject": [n[0] for n in names],
        "head": ["是" if n in marked else "否" for n in names],
        "years": [facts[i % 6][0] for i in range(9)], "title": [facts[i % 6][1] for i in range(9)],
    }  # fmt: skip


def plainly(problem, teams):
    """F from its definition, with fractions."""
    rows = [problem.posts[p] for team in teams for p in team]
    columns = [[post.numbers[0] for post in rows]]
    mean = sum(columns[0]) / len(rows)
    columns += [[(v - mean) ** 2 for v in columns[0]]]
    columns += [[Fraction(int(post.words[0] == "甲")) for post in rows]]
    total, size = Fraction(0), len(teams[0])
    for column in columns:
        mean = sum(column) / len(column)
        variance = sum((v - mean) ** 2 for v in column) / len(column)
        for t in range(len(teams)):
            part = column[t * size : (t + 1) * size]
            total += size * (sum(part) / size - mean) ** 2 / variance if variance else 0
    return total


@settings(max_examples=25)
@given(small, st.sets(st.sampled_from(["A0", "A1", "A2", "B0", "B1", "C2"]), min_size=3))
def test_small_staffs_are_solved_to_the_best_and_no_bound_is_above_it(facts, marked):
    asked = Asked(tuple("123"), ("years",), ("title",))
    problem = read_problem(table_of("staff", small_staff(facts, marked)), asked, SEED)

    plan = solve(problem, SEED.value, label="x")

    pinned = {problem.posts[p].subject: [] for p in problem.heads}
    best = None
    for orders in product(
        *(permutations([p for p, q in enumerate(problem.posts) if q.subject == s]) for s in "ABC")
    ):
        if all(p in [orders[s][t] for s in range(3)] for t, p in enumerate(problem.heads)):
            value = plainly(problem, list(zip(*orders, strict=True)))
            best = value if best is None else min(best, value)
    assert pinned and plan.proof == "enumeration"
    assert plan.objective == best == plan.bound
    assert bound_of(columns_of(problem), 3, 3) <= best


def test_the_search_finds_an_arrangement_that_is_perfect():
    # Six of each subject, three old and three young in every subject: even teams exist.
    rows = [(f"{s}{t}", s, "是" if s == "A" else "否", 10 * (t % 2)) for s in "ABCD" for t in range(6)]
    columns = dict(
        zip(("teacher", "subject", "head", "years"), map(list, zip(*rows, strict=True)), strict=True)
    )
    problem = read_problem(table_of("staff", columns), Asked(tuple("123456"), ("years",), ()), SEED)

    plan = solve(problem, SEED.value, label="x", rounds=50)

    assert isinstance(plan, Plan) and plan.objective == plan.bound == 0
    assert np.array_equal(np.sort(plan.post_of[1]), np.sort(np.arange(6, 12)))


def test_every_fault_of_a_staff_list_is_told_at_once(tmp_path):
    rows = a_staff()
    rows["years"][0], rows["load"][1], rows["head"][2], rows["avoid"][3] = "老", "9", "也许", "77"
    rows["subject"][4], rows["teacher"][5] = "", ""
    staff = write_staff(tmp_path / "s.csv", rows)
    with pytest.raises(BadInput) as caught:
        run("teams", staff, "--classes", 6, *ASKED, "--out", tmp_path / "no")

    for words in (
        "“老”不是可用的数", "任教班数“9”", "“也许”不是“是”或“否”", "没有班级“77”", "没有写学科", "教师编号是空的",
        "第 2 行 years 列",
    ):  # fmt: skip
        assert words in str(caught.value), words
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("change", "options", "words"),
    [
        ({"load": (0, "2")}, (), "任教班数合计 7，共有 6 个班"),
        ({"head": (slice(None), "否")}, (), "可任班主任的只有 0 人"),
        ({"teacher": (1, "语0")}, (), "语文 教师“语0”写了 2 次"),
        ({}, ("--most", 1), "上限 1"),
        ({}, ("--numeric", "age"), "没有“age”列"),
        ({}, ("--rounds", -1), "--rounds 或 --most 不合格"),
        ({"avoid": (slice(None), "1")}, (), "抽不到班"),
        ({"avoid": (slice(None), "1;2;3;4;5")}, (), "回避后只剩 1 个"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(change, options, words, tmp_path):
    rows = a_staff(avoid={})
    for column, (at, value) in change.items():
        if isinstance(at, slice):
            rows[column] = [value] * len(rows[column])
        else:
            rows[column][at] = value
    staff = write_staff(tmp_path / "s.csv", rows)

    with pytest.raises(BadInput, match=words):
        run("teams", staff, "--classes", 6, *ASKED, *options, "--out", tmp_path / "no")
    assert not (tmp_path / "no").exists()


def test_missing_columns_empty_lists_and_old_folders_are_refused(staff, tmp_path):
    rows = {name: cells for name, cells in a_staff().items() if name != "head"}
    with pytest.raises(BadInput, match="没有“head”列"):
        run("teams", write_staff(tmp_path / "a.csv", rows), "--classes", 6, *ASKED, "--out", tmp_path / "no")
    with pytest.raises(BadInput, match="教师名单是空的"):
        empty = write_staff(tmp_path / "b.csv", {name: [] for name in STAFF_COLUMNS})
        run("teams", empty, "--classes", 6, *ASKED, "--out", tmp_path / "no")
    with pytest.raises(BadInput, match="没有班"):
        run("teams", staff, "--classes", 0, *ASKED, "--out", tmp_path / "no")
    run("teams", staff, "--classes", 6, *ASKED, "--out", tmp_path / "t")
    with pytest.raises(Occupied):
        run("teams", staff, "--classes", 6, *ASKED, "--out", tmp_path / "t")


def test_the_teams_go_into_the_draw_of_a_division(staff, tmp_path):
    said = json.loads(run("teams", staff, "--classes", 6, *ASKED, "--out", tmp_path / "t", "--json").stdout)

    assert set(said["teams"].values()) == set("123456") and said["gap"] >= 0
