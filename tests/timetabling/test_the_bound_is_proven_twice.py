"""The least strain is proven by the solver and again, another way, by the checker."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timetable_lists import an_examination, lists, the_periods

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.timetabling.bound import bound_of
from xuezheng.allocation.timetabling.cliques import cliques_of, floors
from xuezheng.allocation.timetabling.instance import instance_of, pair_costs
from xuezheng.allocation.timetabling.reading import read_problem
from xuezheng.allocation.timetabling.recount_bound import floors_hold
from xuezheng.allocation.timetabling.solve import solve


def least(pair, k):
    """By trying every choice."""
    return min(
        sum(pair[p, q] for p, q in combinations(some, 2)) for some in combinations(range(len(pair)), k)
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 9), st.integers(0, 9), st.integers(0, 5))
def test_the_least_cost_of_so_many_periods_is_that_of_every_choice(n, a_day, in_a_row, in_a_day, spread):
    weights = [("two_in_a_row", in_a_row), ("two_in_a_day", in_a_day), ("period_spread", spread)]
    problem = read_problem(
        lists(exams=[("A", 60, "")], entries=[("甲", "A")], periods=the_periods(n, a_day), rooms=[("R", 1, 0)],
              weights=weights)
    )  # fmt: skip
    pair = pair_costs(problem)
    costs = [[int(pair[p, q]) for q in range(p - 1, -1, -1)] for p in range(n)]

    found = floors(pair, n)

    assert found == [least(pair, k) for k in range(n + 1)]
    assert floors_hold(costs, found)
    for k in range(2, n + 1):
        assert not floors_hold(costs, [*found[:k], found[k] + 1])
    assert not floors_hold(costs, [1]) and not floors_hold(costs, [0, 1])


def test_costs_beyond_reach_are_left_out():
    far = np.zeros((20, 20), np.int64)
    far[0, 16] = far[16, 0] = far[0, 15] = far[15, 0] = 1

    assert floors(far, 20)[20] == 1


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_no_pair_of_exams_of_a_candidate_is_counted_twice(seed):
    instance = instance_of(read_problem(an_examination(seed, n_periods=5, n_people=90)))

    total, groups = cliques_of(instance)

    left = dict(instance.shared)
    for shared, exams in groups:
        for pair in combinations(sorted(instance.block[list(exams)].tolist()), 2):
            left[pair] -= shared
            assert left[pair] >= 0
    floor = floors(instance.pair, 5)
    assert total == sum(shared * floor[len(exams)] for shared, exams in groups)


@pytest.mark.parametrize(("seats", "periods", "rooms"), [(100, 0, 0), (20, 30, 40)])
def test_scarce_seats_make_dear_periods_and_rooms_unavoidable(seats, periods, rooms):
    # Four exams of ten; two periods, of which one costs 15; rooms of `seats`, of which one costs 20.
    problem = read_problem(
        lists(
            exams=[(code, 60, "") for code in "ABCD"],
            entries=[(f"{code}{k}", code) for code in "ABCD" for k in range(10)],
            periods=[("P", "2026-04-11", "08:00", 60, 0), ("Q", "2026-04-12", "08:00", 60, 15)],
            rooms=[("R", seats // 2, 0), ("S", seats // 2, 20)],
            weights=[("mixed_durations", 0)],
        )
    )

    bound = bound_of(instance_of(problem))
    plan = solve(problem, seed_of("x"), work=50_000)

    assert (bound.periods, bound.rooms) == (periods, rooms)
    assert plan.objective == bound.value == periods + rooms
