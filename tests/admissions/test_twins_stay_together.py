"""Bound children have one number; both rules for the last place are written down and kept."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import a_round, granted, plan_of, wishes, zone

from xuezheng.allocation.admissions.giving_way import Units, give_way
from xuezheng.allocation.admissions.solve import solve
from xuezheng.allocation.admissions.verify import verify
from xuezheng.allocation.admissions.writing import write_admissions
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


def keyed(lists, places):
    """Rows of CHOICES in which each programme has an order of its own: `{"P": "abc"}`, best first."""
    rows = wishes(lists)
    return [{**row, "score": 9 - places[row["programme"]].index(row["pupil"][0])} for row in rows]


def fits(unit, code, went, sizes, orders, seats):
    """Whether a unit finds seats together at a programme, counted down its queue."""
    before = orders[code][: orders[code].index(unit)]
    return sum(sizes[u] for u in before if went.get(u) == code) + sizes[unit] <= seats[code]


def wrongs_nobody(went, lists, sizes, orders, seats):
    held = {code: sum(sizes[u] for u in went if went[u] == code) for code in seats}
    tried = {u: codes[: codes.index(went[u])] if went[u] else codes for u, codes in lists.items()}
    return all(held[c] <= seats[c] for c in seats) and not any(
        fits(u, code, went, sizes, orders, seats) for u, codes in tried.items() for code in codes
    )


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_with_several_queues_a_plan_that_wrongs_nobody_is_found_whenever_there_is_one(data):
    units = "abcde"[: data.draw(st.integers(2, 5))]
    sizes = {u: data.draw(st.sampled_from((1, 1, 2, 3))) for u in units}
    seats = {code: data.draw(st.integers(0, 4)) for code in "PQR"}
    lists = {u: "".join(data.draw(st.permutations("PQR")))[: data.draw(st.integers(1, 3))] for u in units}
    orders = {code: "".join(data.draw(st.permutations(units))) for code in seats}
    start, pool, key, size = [0], [], [], []
    for u in units:
        for _ in range(sizes[u]):
            pool += ["PQR".index(code) for code in lists[u]]
            key += [orders[code].index(u) for code in lists[u]]
            size += [sizes[u]] * len(lists[u])
            start.append(len(pool))

    found = give_way(
        Units(
            np.array(start), np.array(pool, np.int32), np.array(key), np.array(size),
            np.array([seats[code] for code in "PQR"]), max(sizes.values()),
        )
    )  # fmt: skip

    every = [dict(zip(units, went, strict=True)) for went in product(*([*lists[u], ""] for u in units))]
    good = [went for went in every if wrongs_nobody(went, lists, sizes, orders, seats)]
    if not good:
        assert not isinstance(found, tuple)
        return
    first = np.cumsum([0, *(sizes[u] for u in units)])
    went = {}
    for u, i in zip(units, first.tolist(), strict=False):
        members = {int(at - begin) for at, begin in zip(found[0][i : i + sizes[u]], start[i:], strict=False)}
        went[u] = (lists[u] + " ")[members.pop()].strip()
        assert not members
    assert went in good


def test_twins_give_way_though_programmes_order_pupils_differently(tmp_path):
    # One seat is left at P after b: the pair t goes on to Q, and c, behind it, is let in.
    lists = {"b": "P", "t1": "PQ", "t2": "PQ", "c": "PQ"}
    rows = keyed(lists, {"P": "btc", "Q": "ctb"})
    pair = [{"pupil": "t1", "group": "g"}, {"pupil": "t2", "group": "g"}]
    problem = a_round(rows, plan_of({"P": 2, "Q": 2}), last_place="skip", bound=pair)
    plan = solve(problem)

    assert granted(problem, plan) == {"b": "P", "t1": "Q", "t2": "Q", "c": "P"}
    lines = {(line.programme, line.size): (line.state, line.values) for line in plan.lines}
    assert lines["P", 1] == ("line", "score=7") and lines["P", 2] == ("line", "score=9")
    assert all(check.ok for check in verify(write_admissions(tmp_path / "plan", problem, plan), {}))


def test_where_every_plan_wrongs_somebody_the_pair_is_named_and_nothing_decided():
    # a would rather be at Q, whose only seat b can take; b would rather be at P, but not behind the pair t;
    # and the pair fits at P only while a is away.
    lists = {"a": "QP", "b": "PQ", "t1": "P", "t2": "P"}
    rows = keyed(lists, {"P": "atb", "Q": "bat"})
    pair = [{"pupil": "t1", "group": "g"}, {"pupil": "t2", "group": "g"}]

    with pytest.raises(BadInput, match=r"谁都不吃亏.*--last-place exceed[\s\S]*t1、t2: 无论怎样安排"):
        solve(a_round(rows, plan_of({"P": 2, "Q": 1}), last_place="skip", bound=pair))
    exceeding = a_round(rows, plan_of({"P": 2, "Q": 1}), last_place="exceed", bound=pair)
    assert granted(exceeding, solve(exceeding)) == {"a": "P", "b": "Q", "t1": "P", "t2": "P"}


def test_zone_schools_with_twins_who_give_way_pass_every_check(tmp_path):
    for seed in range(4):
        problem = zone(seed=seed, last_place="skip")
        folder = write_admissions(tmp_path / str(seed), problem, solve(problem))
        assert all(check.ok for check in verify(folder, {}))


def test_the_order_of_rows_means_nothing_where_twins_give_way():
    import random

    from xuezheng.allocation.admissions.problem import problem_of
    from xuezheng.allocation.tables import table_of
    from xuezheng.allocation.tables.sheets import sheet_of

    problem = zone(seed=2, last_place="skip")
    sheets = {}
    for name, sheet in problem.sheets.items():
        order = list(range(len(next(iter(sheet.columns.values())))))
        random.Random(5).shuffle(order)  # noqa: S311 - an order of rows, not a draw
        cells = {column: [values[i] for i in order] for column, values in sheet.columns.items()}
        sheets[name] = sheet_of(table_of(name, cells))
    other = problem_of(sheets, problem.scheme, problem.seed)

    assert granted(other, solve(other)) == granted(problem, solve(problem))
