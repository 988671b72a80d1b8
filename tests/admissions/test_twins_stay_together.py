"""Bound children have one number; both rules for the last place are written down and kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import a_round, granted, plan_of, wishes

from xuezheng.allocation.admissions.solve import solve
from xuezheng.errors import BadInput

CODES = [f"s{i}" for i in range(8)]
TWINS = [{"pupil": "s2", "group": "g"}, {"pupil": "s5", "group": "g"}]


def lottery(seats, last_place, seed, lists=None):
    lists = lists or dict.fromkeys(CODES, "P")
    return a_round(wishes(lists), plan_of(seats), "lottery", seed, last_place=last_place, bound=TWINS)


@given(st.integers(0, 400), st.sampled_from(("exceed", "skip")), st.integers(0, 8), st.integers(0, 4))
@settings(max_examples=120, deadline=None)
def test_a_lottery_with_twins_is_what_a_person_would_do_by_hand(seed, last_place, p, q):
    problem = lottery({"P": p, "Q": q}, last_place, str(seed), dict.fromkeys(CODES, "PQ"))
    plan = solve(problem)
    left, expected = {"P": p, "Q": q}, {}
    for number in sorted(set(plan.numbers.tolist())):
        unit = [
            code for code, own in zip(problem.pupils, plan.numbers.tolist(), strict=True) if own == number
        ]
        need = len(unit) if last_place == "skip" else 1
        where = next((code for code in "PQ" if left[code] >= need), "")
        if where:
            left[where] = max(left[where] - len(unit), 0)
        expected |= dict.fromkeys(unit, where)

    assert granted(problem, plan) == expected


def test_at_one_last_place_a_pair_exceeds_the_plan_or_gives_way():
    for seed in range(100):
        problem = lottery({"P": 1}, "exceed", str(seed))
        if solve(problem).numbers[2] == 1:
            break
    skipped = solve(lottery({"P": 1}, "skip", str(seed)))

    assert solve(problem).n_placed == 2
    assert skipped.n_placed == 1
    assert {line.size: line.state for line in skipped.lines} == {1: "line", 2: "closed"}


def test_twins_without_a_rule_for_the_last_place_are_refused():
    with pytest.raises(BadInput, match="最后一个名额怎么办.*--last-place"):
        lottery({"P": 1}, None, "x")


def test_twins_with_different_wishes_are_refused():
    with pytest.raises(BadInput, match="s2、s5: 捆绑在一起的孩子，志愿或参与排序的信息不一致"):
        lottery({"P": 1, "Q": 1}, "skip", "x", {**dict.fromkeys(CODES, "P"), "s5": "Q"})


def test_giving_way_needs_one_line_for_all():
    rows = [{**row, "score": i % 3} for i, row in enumerate(wishes(dict.fromkeys(["s2", "s5", "s6"], "PQ")))]
    for row in rows:
        row["score"] = 1 if row["pupil"] != "s6" else row["rank"] + (row["programme"] == "Q") * 5
    with pytest.raises(BadInput, match="要求全体考生排成一队"):
        solve(
            a_round(
                [*rows, *wishes({"s7": "QP"}, {"s7": 2})],
                plan_of({"P": 1, "Q": 1}),
                last_place="skip",
                bound=TWINS,
            )
        )
