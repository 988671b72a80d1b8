"""Late arrivals go to the class where they do least harm; nobody already seated is moved."""

import json
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from year_group import run, write_changes, write_rows

from xuezheng.allocation.class_changes.measuring import objectives
from xuezheng.allocation.class_changes.standing import Standing
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.verifying import verify_plan
from xuezheng.errors import BadInput, NotFound, Occupied, Tampered


def certificate(folder):
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def rooms(folder):
    plan = read_table(folder / "plan.csv").columns
    return dict(zip(plan["pupil"], plan["class"], strict=True))


def inputs_of(year, changes, *names):
    return {"changes": changes, **{name: year / f"{name}.csv" for name in ("roster", "apart", "weight")}}


def test_arrivals_go_where_sizes_stay_even_and_nobody_moves(year, given, tmp_path):
    changes = write_changes(
        tmp_path / "c.csv",
        *[(f"N{i}", "2026-09-05", "转入", 300 + 20 * i, 80 + i, "男女"[i % 2]) for i in range(6)],
    )
    run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "new")

    before, after = rooms(year / "plan"), rooms(tmp_path / "new")
    heads = Counter(after.values())
    heads[after["P03"]] += 1
    assert {p: c for p, c in after.items() if p in before} == before
    assert max(heads.values()) - min(heads.values()) <= 1
    verdict = verify_plan(tmp_path / "new", inputs_of(year, changes))
    assert verdict.ok, [c for c in verdict.checks if not c.ok]


def test_every_step_tells_each_class_and_the_least_objective_wins(year, given, tmp_path):
    changes = write_changes(tmp_path / "c.csv", ("N1", "2026-09-05", "in", 590, 118, "男"))
    run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "new")

    step = certificate(tmp_path / "new")["steps"][0]
    assert [entry["class"] for entry in step["alternatives"]] == ["1", "2", "3", "4"]
    assert all(("refused" in e) != ("objective" in e) for e in step["alternatives"])
    left = {e["class"]: e["objective"] for e in step["alternatives"] if "objective" in e}
    assert step["class"] == min(left, key=left.get)


def test_days_come_first_leavers_free_their_place_and_tickets_order_a_day(year, given, tmp_path):
    changes = write_changes(
        tmp_path / "c.csv",
        ("N9", "2026-09-09", "in", 400, 90, "女"),
        *[(f"N{i}", "2026-09-03", "in", 400, 90, "男") for i in range(5)],
        ("P10", "2026-09-03", "转出"),
    )
    run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "new", "--seed", "one")
    run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "other", "--seed", "two")

    steps = certificate(tmp_path / "new")["steps"]
    assert [s["pupils"] for s in steps][0] == ["P10"]
    assert steps[-1]["pupils"] == ["N9"]
    assert "P10" not in rooms(tmp_path / "new")
    assert [s["pupils"] for s in steps] != [s["pupils"] for s in certificate(tmp_path / "other")["steps"]]


def test_twins_stay_together_and_those_to_be_kept_apart_do_not_meet(year, given, tmp_path):
    foe = rooms(year / "plan")["P01"]
    changes = write_changes(
        tmp_path / "c.csv",
        ("T1", "2026-09-05", "in", 400, 90, "男", "T2"),
        ("T2", "2026-09-05", "in", 410, 91, "女", "", "P01、P05"),
        ("S1", "2026-09-06", "in", 410, 91, "女", "P07"),
    )
    run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "new")

    after = rooms(tmp_path / "new")
    assert after["T1"] == after["T2"] and after["T1"] not in {foe, after["P05"]}
    assert after["S1"] == after["P07"]
    assert certificate(tmp_path / "new")["options"]["apart"] == [["P01", "P02"], ["P01", "T2"], ["P05", "T2"]]
    assert verify_plan(tmp_path / "new", inputs_of(year, changes)).ok


def test_a_class_by_hand_needs_an_approval_and_says_it(year, given, tmp_path):
    row = ("N1", "2026-09-05", "in", 400, 90, "男", "", "", "2")
    with pytest.raises(BadInput, match="没有批准文号"):
        run(
            "classes-add",
            year / "plan",
            write_changes(tmp_path / "a.csv", row),
            *given,
            "--out",
            tmp_path / "no",
        )

    changes = write_changes(tmp_path / "c.csv", (*row, "教基〔2026〕8号"))
    run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "new")

    assert rooms(tmp_path / "new")["N1"] == "2"
    assert "教基〔2026〕8号" in run("classes-why", tmp_path / "new", "N1").stdout


def test_one_change_follows_another_and_the_groups_go_on_binding(year, given, tmp_path):
    first = write_changes(tmp_path / "1.csv", ("A1", "2026-09-05", "in", 400, 90, "男", "", "P05"))
    run("classes-add", year / "plan", first, *given, "--out", tmp_path / "one")
    second = write_changes(
        tmp_path / "2.csv",
        ("A1", "2026-10-01", "转出"),
        ("A1", "2026-10-08", "复学", 400, 90, "男"),
        ("B1", "2026-10-08", "in", 300, 80, "女"),
    )
    roster = tmp_path / "one.roster.csv"
    run("classes-add", tmp_path / "one", second, "--input", f"roster={roster}", "--out", tmp_path / "two")

    assert rooms(tmp_path / "two")["A1"] != rooms(tmp_path / "two")["P05"]
    verdict = verify_plan(tmp_path / "two", {"roster": roster, "changes": second})
    assert verdict.ok, [c for c in verdict.checks if not c.ok]
    late = write_changes(tmp_path / "3.csv", ("C1", "2026-10-07", "in", 300, 80, "女"))
    with pytest.raises(BadInput, match="早于已办理到的 2026-10-08"):
        run(
            "classes-add", tmp_path / "two", late, "--input", f"roster={tmp_path / 'two.roster.csv'}",
            "--out", tmp_path / "no",
        )  # fmt: skip


def test_missing_scores_are_refused_or_counted_as_the_mean(year, given, tmp_path):
    changes = write_changes(tmp_path / "c.csv", ("N1", "2026-09-05", "in", "", 90, "男"))
    with pytest.raises(BadInput, match="没有分数"):
        run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "no")

    run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "new", "--missing", "mean")

    verdict = verify_plan(tmp_path / "new", inputs_of(year, changes))
    assert verdict.ok, [c for c in verdict.checks if not c.ok]


def test_the_reason_is_told_to_the_family(year, given, tmp_path):
    changes = write_changes(tmp_path / "c.csv", ("N1", "2026-09-05", "in", 400, 90, "男"))
    done = run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "new")

    said = run("classes-why", tmp_path / "new", "N1").stdout
    assert f"进 {rooms(tmp_path / 'new')['N1']} 班" in said and said in done.stdout
    assert said.strip() in (tmp_path / "new" / "report.html").read_text(encoding="utf-8")
    assert json.loads(run("classes-why", tmp_path / "new", "N1", "--json").stdout)[0]["pupils"] == ["N1"]
    with pytest.raises(NotFound, match="不在这次变动里"):
        run("classes-why", tmp_path / "new", "P01")


def test_every_fault_of_a_list_is_told_at_once(year, given, tmp_path):
    changes = write_changes(
        tmp_path / "c.csv",
        ("P01", "2026-09-05", "in", 400, 90, "男"),
        ("X1", "2026-09-05", "out"),
        ("X2", "5 Sept", "in", 400, 90, "男"),
        ("X3", "2026-09-05", "借读", 400, 90, "男"),
        ("X4", "2026-09-05", "in", "缺考", 90, "男"),
        ("X5", "2026-09-05", "in", 400, 90, "男", "X9", "X5"),
        ("X6", "2026-09-05", "in", 400, 90, "男", "P05", "P05"),
        ("X7", "2026-09-05", "in", 400, 90, "男", "", "", "99", "文"),
        ("", "2026-09-05", "in", 400, 90, "男"),
    )
    with pytest.raises(BadInput) as caught:
        run("classes-add", year / "plan", changes, *given, "--out", tmp_path / "no")

    told = str(caught.value)
    for words in (
        "“P01”已经在班里", "“X1”不在任何班里", "“5 Sept”不是日期", "变动“借读”不认识", "“缺考”不是可用的分数",
        "“X9”那天不在任何班里", "没有另一名学生“X5”", "既要同班又要分开", "没有班级“99”", "学生编号是空的",
    ):  # fmt: skip
        assert words in told, words
    assert "第 4 行" in told
    assert not (tmp_path / "no").exists()


def test_an_arrival_with_no_class_left_is_told_what_shuts_each(year, given, tmp_path):
    here = rooms(year / "plan")
    foes = "、".join({room: pupil for pupil, room in here.items() if room != "1"}.values())
    changes = write_changes(tmp_path / "c.csv", ("N1", "2026-09-05", "in", 400, 90, "男", "", foes))

    with pytest.raises(BadInput, match="1 班: 该班会超过班额上限"):
        run("classes-add", year / "plan", changes, *given, "--limit", 9, "--out", tmp_path / "no")


def test_wrong_tables_and_folders_are_refused(year, given, tmp_path):
    changes = write_changes(tmp_path / "c.csv", ("N1", "2026-09-05", "in", 400, 90, "男"))
    with pytest.raises(BadInput, match="缺少 apart、weight 表"):
        run("classes-add", year / "plan", changes, *given[:2], "--out", tmp_path / "no")
    with pytest.raises(Tampered, match="roster 不是证书写明的那一份"):
        other = write_changes(tmp_path / "r.csv", ("P00", "", "", 1, 1, "男"))
        run(
            "classes-add",
            year / "plan",
            changes,
            "--input",
            f"roster={other}",
            *given[2:],
            "--out",
            tmp_path / "no",
        )
    with pytest.raises(BadInput, match="须写成 名称=文件"):
        run("classes-add", year / "plan", changes, "--input", "roster", "--out", tmp_path / "no")
    with pytest.raises(Occupied):
        run("classes-add", year / "plan", changes, *given, "--out", year / "plan")
    with pytest.raises(BadInput, match="不是插班与变动"):
        run("classes-why", year / "plan", "P01")


@pytest.fixture
def alike(tmp_path):
    """Two classes that cannot be told apart: two boys and two girls each."""
    roster = write_rows(tmp_path / "r.csv", ("pupil", "sex"), [(f"A{i}", "男女"[i % 2]) for i in range(8)])
    run(
        "classes",
        roster,
        "--classes",
        2,
        "--category",
        "sex",
        "--seed",
        "s",
        "--rounds",
        0,
        "--no-reports",
        "--out",
        tmp_path / "plan",
    )
    return tmp_path / "plan", roster


def test_equals_are_decided_by_ticket_and_the_ticket_by_the_seed(alike, tmp_path):
    plan, roster = alike
    changes = write_rows(
        tmp_path / "c.csv", ("pupil", "on", "change", "sex"), [("N", "2026-09-05", "in", "男")]
    )
    found = set()
    for seed in "abcdefgh":
        run(
            "classes-add",
            plan,
            changes,
            "--input",
            f"roster={roster}",
            "--seed",
            seed,
            "--out",
            tmp_path / seed,
        )
        step = certificate(tmp_path / seed)["steps"][0]
        assert step["decided_by"] == "ticket"
        best = min(step["alternatives"], key=lambda e: e["ticket"])
        assert step["class"] == best["class"]
        assert verify_plan(tmp_path / seed, {"roster": roster, "changes": changes}).ok
        assert "由种子抽签定为" in run("classes-why", tmp_path / seed, "N").stdout
        found.add(step["class"])
    assert found == {"1", "2"}


def test_places_freed_by_leavers_are_filled_first(alike, tmp_path):
    plan, roster = alike
    left = [pupil for pupil, room in rooms(plan).items() if room == "1"][:2]
    rows = [(p, "2026-09-05", "休学", "") for p in left] + [("N", "2026-09-05", "复学", "男")]
    changes = write_rows(tmp_path / "c.csv", ("pupil", "on", "change", "sex"), rows)

    run("classes-add", plan, changes, "--input", f"roster={roster}", "--out", tmp_path / "new")

    step = certificate(tmp_path / "new")["steps"][-1]
    assert (step["class"], step["decided_by"]) == ("1", "size")
    assert step["alternatives"][1] == {"class": "2", "refused": "size", "heads": 5}


def test_sizes_given_by_hand_are_what_fullness_is_counted_from(tmp_path):
    roster = write_rows(tmp_path / "r.csv", ("pupil", "sex"), [(f"A{i}", "男女"[i % 2]) for i in range(9)])
    classes = write_rows(tmp_path / "k.csv", ("class", "size"), [("小", 3), ("大", 6)])
    run(
        "classes",
        roster,
        "--classes",
        classes,
        "--category",
        "sex",
        "--seed",
        "s",
        "--rounds",
        0,
        "--no-reports",
        "--out",
        tmp_path / "plan",
    )
    rows = [(f"N{i}", "2026-09-05", "in", "女") for i in range(2)]
    changes = write_rows(tmp_path / "c.csv", ("pupil", "on", "change", "sex"), rows)

    run("classes-add", tmp_path / "plan", changes, "--input", f"roster={roster}", "--out", tmp_path / "new")

    assert Counter(rooms(tmp_path / "new").values()) == {"小": 4, "大": 7}
    verdict = verify_plan(tmp_path / "new", {"roster": roster, "changes": changes})
    assert verdict.ok, [c for c in verdict.checks if not c.ok]


def a_standing(cells, rooms_of, numeric=("s",), category=("c",)):
    pupils = [f"P{i}" for i in range(len(cells))]
    return Standing(
        classes=("1", "2", "3"), base={"1": 0, "2": 0, "3": 0}, numeric=numeric, category=category,
        missing="mean", part={}, where=dict(zip(pupils, rooms_of, strict=True)),
        cells={p: {"s": s, "c": c} for p, (s, c) in zip(pupils, cells, strict=True)}, heads={}, apart=(),
    )  # fmt: skip


def plainly(people):
    """F from its definition, for (class, score, value) triples."""
    n = len(people)
    scores = [Fraction(s) for _, s, _ in people]
    mean = sum(scores) / n
    columns = [scores, [(v - mean) ** 2 for v in scores], [Fraction(int(c == "b")) for *_, c in people]]
    total = Fraction(0)
    for column in columns:
        middle = sum(column) / n
        variance = sum((v - middle) ** 2 for v in column) / n
        for room in "123":
            members = [v for v, (home, *_) in zip(column, people, strict=True) if home == room]
            if members and variance:
                total += len(members) * (sum(members) / len(members) - middle) ** 2 / variance
    return total


@settings(max_examples=40)
@drawn(
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from("ab"), st.sampled_from("123")), min_size=3, max_size=9
    ),
    st.tuples(st.integers(0, 30), st.sampled_from("ab")),
)
def test_the_objective_is_the_one_of_the_page(people, newcomer):
    standing = a_standing([(str(s), c) for s, c, _ in people], [room for *_, room in people])
    arriving = {"N": {"s": str(newcomer[0]), "c": newcomer[1]}}

    found = objectives(standing, arriving, ("1", "2", "3"))

    for room, value in zip("123", found, strict=True):
        everyone = [(home, s, c) for s, c, home in people] + [(room, *newcomer)]
        assert value == plainly(everyone)
