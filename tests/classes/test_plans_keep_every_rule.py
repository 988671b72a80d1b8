"""Properties: hard rules always hold, and on small rosters the plan is as good as the best there is."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from class_rosters import a_problem, is_allowed, plain_objective
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.allocation.classes.bound import bound_of, joint_parts, objective_of
from xuezheng.allocation.classes.columns import columns_of
from xuezheng.allocation.classes.conflicts import demands_of, smallest_conflict
from xuezheng.allocation.classes.solve import solve
from xuezheng.errors import BadInput


@st.composite
def small_problems(draw):
    n = draw(st.integers(3, 9))
    n_classes = draw(st.integers(1, 3))
    scores = [
        draw(st.lists(st.integers(0, 30), min_size=n, max_size=n)) for _ in range(draw(st.integers(1, 2)))
    ]
    kinds = [
        draw(st.lists(st.sampled_from("ab"), min_size=n, max_size=n)) for _ in range(draw(st.integers(0, 2)))
    ]
    pairs = st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True)
    together = draw(st.lists(pairs, max_size=2))
    apart = draw(st.lists(pairs, max_size=2))
    fixed = [draw(st.sampled_from([-1, -1, -1, *range(n_classes)])) for _ in range(n)]
    heads = [draw(st.sampled_from([1, 1, 1, 1, 2])) for _ in range(n)]
    return a_problem(scores, kinds, n_classes, together=together, apart=apart, fixed=fixed, heads=heads)


def all_plans(problem):
    return [
        room
        for room in product(range(problem.n_classes), repeat=problem.n_pupils)
        if is_allowed(problem, room)
    ]


@settings(max_examples=60, deadline=None)
@given(small_problems())
def test_a_plan_is_found_exactly_when_one_exists_and_keeps_every_rule(problem):
    plans = all_plans(problem)

    if not plans:
        with pytest.raises(BadInput, match="不能同时满足"):
            solve(problem, "small", rounds=1)
        return
    plan = solve(problem, "small", rounds=1)

    assert is_allowed(problem, plan.room.tolist())
    assert set(plan.violations.values()) == {0}
    assert float(plain_objective(problem, plan.room.tolist())) == pytest.approx(plan.objective, abs=1e-8)
    best = min(plain_objective(problem, room) for room in plans)
    assert plan.objective == pytest.approx(float(best), abs=1e-8)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=5, max_size=8),
    st.lists(st.sampled_from("mf"), min_size=8, max_size=8),
    st.integers(2, 3),
)
def test_on_a_small_free_roster_no_plan_at_all_is_better(scores, kinds, n_classes):
    problem = a_problem([scores], [kinds[: len(scores)]], n_classes)
    # Class sizes are drawn among the classes; a best plan is the same under any names.
    best = min(float(plain_objective(problem, room)) for room in all_plans(problem))

    plan = solve(problem, "free", rounds=3)

    assert plan.objective == pytest.approx(best, abs=1e-8)


@settings(max_examples=40, deadline=None)
@given(small_problems(), st.randoms(use_true_random=False))
def test_the_bound_is_below_every_plan_of_these_sizes(problem, random):
    room = np.array([random.randrange(problem.n_classes) for _ in range(problem.n_pupils)])
    room[: problem.n_classes] = range(problem.n_classes)
    columns = columns_of(problem)
    bound = bound_of(columns, np.bincount(room, minlength=problem.n_classes))

    for _ in range(20):
        random.shuffle(order := room.tolist())
        value = objective_of(columns, np.array(order), problem.n_classes)
        assert value == plain_objective(problem, order)
        assert bound <= value


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("abcd"), min_size=5, max_size=9), st.integers(2, 3))
def test_the_joint_bound_of_one_category_is_what_the_best_plan_reaches(cells, n_classes):
    # A second column of one value is strict and asks nothing, so that sizes alone limit the category.
    problem = a_problem((), ["x" * len(cells), cells], n_classes)
    columns = columns_of(problem)
    plans = [
        room
        for room in product(range(n_classes), repeat=len(cells))
        if np.ptp(np.bincount(room, minlength=n_classes)) <= 1
    ]
    sizes = np.bincount(plans[0], minlength=n_classes)

    joint = sum((Fraction(*part) for part in joint_parts(columns, sizes)), Fraction(0))

    assert joint == min(plain_objective(problem, room) for room in plans)
    assert bound_of(columns, sizes) <= joint


@pytest.mark.parametrize(
    ("scores", "bound"),
    [
        ([100] * 4 + [0] * 4, {"together": [(0, 1), (2, 3), (4, 5), (6, 7)]}),
        ([100, 100, 0, 0], {"heads": [2] * 4 + [1] * 60}),
    ],
    ids=["groups", "counting double"],
)
def test_whoever_is_bound_changes_class_when_that_is_better(scores, bound):
    # Two strong and two weak units among pupils who are all alike: only one of each in a class is even.
    problem = a_problem([scores + [50] * 60], n_classes=2, **bound)

    plans = [solve(problem, seed, rounds=12) for seed in "abcdefgh"]

    assert {plan.objective for plan in plans} == {0.0}
    assert all(is_allowed(problem, plan.room.tolist()) for plan in plans)


@settings(max_examples=25, deadline=None)
@given(small_problems())
def test_a_conflict_is_real_and_every_part_of_it_is_needed(problem):
    from xuezheng.allocation.classes.conflicts import _answer

    state = np.array([5], np.uint64)
    demands = demands_of(problem)
    if all_plans(problem):
        return

    conflict = smallest_conflict(problem, demands, state)

    assert conflict and _answer(problem, conflict, state) is None
    for dropped in conflict:
        assert _answer(problem, [d for d in conflict if d is not dropped], state) is not None


def test_the_conflict_named_is_the_smallest_one():
    # Three to be kept apart in two classes is one demand too many; the fixed pupils do not matter.
    problem = a_problem(
        [[1, 2, 3, 4, 5, 6]], n_classes=2, apart=[(0, 1), (1, 2), (0, 2)], fixed=[-1, -1, -1, 0, 1, 0]
    )

    with pytest.raises(BadInput, match="最小的一组冲突含 3 条") as caught:
        solve(problem, "x")

    assert {f.where for f in caught.value.faults} == {"apart"}


def test_whatever_is_asked_of_a_large_roster_holds_afterwards():
    random = np.random.default_rng(7)
    n = 397
    problem = a_problem(
        [random.integers(0, 100, n).tolist(), random.integers(0, 60, n).tolist()],
        [random.choice(["m", "f"], n).tolist(), random.choice(list("abcdefg"), n).tolist()],
        n_classes=9,
        together=[(0, 1), (2, 3, 4), (5, 6)],
        apart=[(7, 8), (9, 10, 11, 12), (8, 13), (0, 2)],
        fixed=[3 if i in (20, 21) else 8 if i == 22 else -1 for i in range(n)],
        heads=[2 if i in (30, 31, 32) else 1 for i in range(n)],
    )

    plan = solve(problem, "large", rounds=5)

    assert is_allowed(problem, plan.room.tolist())
    assert plan.gap < 2


def test_sexes_of_given_unequal_sizes_follow_each_class_by_its_share():
    problem = a_problem([list(range(30))], [list("mf" * 15)], n_classes=2, sizes=[(20, 20), (10, 10)])

    room = solve(problem, "given", rounds=1).room

    assert np.bincount(room).tolist() == [20, 10]
    assert sorted(np.bincount(problem.categories[0].code[room == 1]).tolist()) == [5, 5]


def test_one_class_takes_everybody_and_a_class_a_pupil_is_possible_too():
    everybody = a_problem([[3, 1, 2]], n_classes=1)
    singles = a_problem([[3, 1, 2]], n_classes=3)

    assert solve(everybody, "x").objective == 0
    assert sorted(solve(singles, "x", rounds=1).room.tolist()) == [0, 1, 2]


def test_a_larger_gap_is_never_the_answer_to_more_rounds():
    random = np.random.default_rng(3)
    problem = a_problem([random.integers(0, 100, 120).tolist() for _ in range(3)], n_classes=4)

    gaps = [solve(problem, "more", rounds=r).gap for r in (1, 4, 16)]

    assert gaps == sorted(gaps, reverse=True)


def test_two_thousand_pupils_and_more_go_the_way_without_a_table_of_pairs():
    random = np.random.default_rng(11)
    problem = a_problem(
        [random.integers(0, 100, 3200).tolist(), random.integers(0, 100, 3200).tolist()],
        [random.choice(["m", "f"], 3200).tolist()],
        n_classes=40,
    )

    plan = solve(problem, "many", rounds=1)

    assert set(plan.violations.values()) == {0}
    assert plan.gap < 3


def test_two_thousand_pupils_in_forty_classes_and_a_constant_column():
    random = np.random.default_rng(23)
    problem = a_problem(
        [random.integers(0, 100, 2000).tolist(), [60] * 2000],
        [random.choice(["m", "f"], 2000).tolist()],
        n_classes=40,
    )

    plan = solve(problem, "forty", rounds=0)

    assert np.bincount(plan.room).tolist() == [50] * 40
    assert is_allowed(problem, plan.room.tolist())
    assert plan.gap < 3


def test_rules_hold_where_breaking_them_would_pay():
    # So many coarse categories that nothing fits, and nearly everybody is to be kept apart from five.
    random = np.random.default_rng(17)
    problem = a_problem(
        [random.integers(0, 100, 61).tolist()],
        [random.choice(list("abcd"), 61).tolist() for _ in range(12)],
        n_classes=6,
        apart=[tuple(range(g, g + 6)) for g in range(0, 54, 6)],
    )

    plan = solve(problem, "tight", rounds=6)

    assert is_allowed(problem, plan.room.tolist())
