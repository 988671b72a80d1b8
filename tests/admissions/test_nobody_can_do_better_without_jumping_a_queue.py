"""The engines against plain twins, against brute force, and against what they promise."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import a_round, granted, plan_of, rows_of_a_round, wishes, zhongkao, zone

from xuezheng.allocation.admissions.kernels import OPEN, deferred, one_line
from xuezheng.allocation.admissions.rounds import deferred_in_rounds
from xuezheng.allocation.admissions.solve import solve

RULES = ("deferred", "parallel", "lottery", "priority")


def keys_of(problem, plan):
    """For each pupil the wishes in order, as (programme, key); smaller keys go first."""
    asked = plan.asked[0]
    lists = [[] for _ in problem.pupils]
    for row, pool in enumerate(asked.pool.tolist()):
        i = int(problem.wishes.owner[asked.rows[row]])
        key = asked.standing.key[i] if asked.standing.common else asked.standing.key[row]
        lists[i].append((pool, int(key)))
    return lists


def is_stable(lists, seats, where):
    """Whether nobody would be taken, before somebody admitted, where she would rather be."""
    held = [
        [key for i, p in enumerate(where) if p == q for r, key in lists[i] if r == q]
        for q in range(len(seats))
    ]
    if any(len(keys) > n for keys, n in zip(held, seats, strict=True)):
        return False
    for i, wishes_of_one in enumerate(lists):
        for p, key in wishes_of_one:
            if p == where[i]:
                break
            if len(held[p]) < seats[p] or (held[p] and key < max(held[p])):
                return False
    return True


@given(st.sampled_from(RULES), rows_of_a_round())
@settings(max_examples=80, deadline=None)
def test_nobody_is_passed_over_for_somebody_behind_her(rule, rows):
    problem = a_round(*rows, rule)
    plan = solve(problem)

    assert is_stable(keys_of(problem, plan), problem.seats, plan.programme.tolist())


@given(rows_of_a_round("wish", most=5))
@settings(max_examples=60, deadline=None)
def test_of_all_stable_plans_it_is_the_best_for_every_pupil(rows):
    problem = a_round(*rows, "deferred")
    plan = solve(problem)
    lists = keys_of(problem, plan)
    options = [[p for p, _ in each] + [-1] for each in lists]
    mine = [options[i].index(p) for i, p in enumerate(plan.programme.tolist())]

    for where in product(*options):
        if is_stable(lists, problem.seats, where):
            assert all(mine[i] <= options[i].index(p) for i, p in enumerate(where))


@given(rows_of_a_round("wish", most=4), st.data())
@settings(max_examples=40, deadline=None)
def test_a_false_list_never_helps_under_deferred_acceptance(rows, data):
    choices, programmes = rows
    honest = granted(*_solved(choices, programmes))
    pupil = data.draw(st.sampled_from(sorted({row["pupil"] for row in choices})))
    true = [row for row in choices if row["pupil"] == pupil]
    order = [row["programme"] for row in true]
    others = [row for row in choices if row["pupil"] != pupil]

    for n in range(1, len(true) + 1):
        for false in permutations(true, n):
            told = [{**row, "rank": rank} for rank, row in enumerate(false, start=1)]
            got = granted(*_solved(others + told, programmes))[pupil]
            assert not got or (honest[pupil] and order.index(honest[pupil]) <= order.index(got))


def _solved(choices, programmes, rule="deferred"):
    problem = a_round(choices, programmes, rule)
    return problem, solve(problem)


def test_plain_priority_can_be_gamed_and_says_so():
    scores = {"a": 9, "b": 8, "c": 7}
    true = wishes({"a": "P", "b": "PQ", "c": "QP"}, scores)
    false = wishes({"a": "P", "b": "QP", "c": "QP"}, scores)

    assert granted(*_solved(true, plan_of({"P": 1, "Q": 1}), "priority"))["b"] == ""
    assert granted(*_solved(false, plan_of({"P": 1, "Q": 1}), "priority"))["b"] == "Q"


@given(rows_of_a_round())
@settings(max_examples=80, deadline=None)
def test_parallel_wishes_are_the_pupils_in_order_of_score_each_taking_what_is_left(rows):
    problem = a_round(*rows, "parallel")
    plan = solve(problem)
    left = dict(zip(problem.programmes, problem.seats, strict=True))
    lists = {code: [] for code in problem.pupils}
    for row in rows[0]:
        lists[row["pupil"]].append(row["programme"])
    scores = {row["pupil"]: row["score"] for row in rows[0]}
    line = sorted(problem.pupils, key=lambda code: (-scores[code], plan.numbers[problem.pupils.index(code)]))
    expected = {}
    for code in line:
        expected[code] = next((p for p in lists[code] if left[p]), "")
        if expected[code]:
            left[expected[code]] -= 1

    assert granted(problem, plan) == expected


@given(st.sampled_from(RULES), rows_of_a_round(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_rows_changes_nothing(rule, rows, chance):
    choices, programmes = list(rows[0]), list(rows[1])
    before = a_round(choices, programmes, rule)
    chance.shuffle(choices)
    chance.shuffle(programmes)
    after = a_round(choices, programmes, rule)
    one, other = solve(before), solve(after)

    assert granted(before, one) == granted(after, other)
    assert [line.cells() for line in one.lines] == [line.cells() for line in other.lines]
    assert before.sheets["choices"].sha256() == after.sheets["choices"].sha256()


@given(st.integers(0, 2**32), st.booleans())
@settings(max_examples=120, deadline=None)
def test_the_kernels_agree_with_the_plain_rounds(seed, unique):
    chance = np.random.default_rng(seed)
    n, m = int(chance.integers(1, 60)), int(chance.integers(1, 9))
    lengths = chance.integers(0, m + 1, n)
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    pool = np.concatenate([chance.permutation(m)[:k] for k in lengths]).astype(np.int32)
    seats = chance.integers(0, 8, m).astype(np.int64)
    of_pupil = (chance.permutation(n) if unique else chance.integers(0, n // 2 + 1, n)).astype(np.int64)
    order = np.argsort(of_pupil, kind="stable")
    plain = deferred_in_rounds(start, pool, np.repeat(of_pupil, lengths), seats)

    _same(plain, one_line(start, pool, of_pupil, order, seats, 0))
    if unique:
        _same(plain, deferred(start, pool, of_pupil, True, seats))
        key = chance.permutation(len(pool)).astype(np.int64)
        _same(deferred_in_rounds(start, pool, key, seats), deferred(start, pool, key, False, seats))


def _same(one, other):
    assert (one[0] == other[0]).all()
    assert (np.atleast_2d(one[1]) == np.atleast_2d(other[1])).all()


def test_a_line_is_open_where_seats_were_left():
    problem = a_round(wishes({"a": "P"}, {"a": 3}), plan_of({"P": 2, "Q": 0}))
    plan = solve(problem)

    assert plan.asked[0].line[0].tolist() == [OPEN, -1]
    assert [line.state for line in plan.lines] == ["open"]


def test_scores_are_compared_exactly_and_not_as_binary_fractions():
    scores = {"a": "0.1", "b": "0.10000000000000000001", "c": "0.3"}
    problem = a_round(wishes({"a": "P", "b": "P", "c": "P"}, scores), plan_of({"P": 2}))

    assert granted(problem, solve(problem)) == {"a": "", "b": "P", "c": "P"}


@pytest.mark.parametrize("city", [zhongkao, zone])
def test_the_same_round_has_the_same_plan_and_lines(city):
    problem = city(seed=3)
    plan = solve(problem)

    assert plan.n_placed == solve(city(seed=3)).n_placed
    assert [line.cells() for line in plan.lines] == [line.cells() for line in solve(city(seed=3)).lines]
