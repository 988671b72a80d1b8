"""Up to eight schools the plan costs exactly what the best of all combinations costs."""

import pytest
from counties import (
    NO_QUOTA,
    cheapest_by_trying,
    coarse,
    costs,
    county,
    teachers,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.allocation.balance.judging import failures, square_of
from xuezheng.allocation.balance.problem import cost_of, holdings
from xuezheng.allocation.balance.solve import solve


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from((2, 3, 4)))
def test_no_combination_of_units_is_cheaper(seed, n):
    problem = coarse(seed, n)

    plan, best = solve(problem).plan, cheapest_by_trying(problem)

    assert (plan.fen if plan else None) == best


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6))
def test_no_combination_of_units_and_redirected_pupils_is_cheaper(seed):
    problem = coarse(seed, 3, choices=2)

    plan, best = solve(problem).plan, cheapest_by_trying(problem)

    assert (plan.fen if plan else None) == best


@pytest.mark.parametrize("seed", [3, 11])
def test_eight_schools_too(seed):
    problem = coarse(seed, 8)

    plan, best = solve(problem).plan, cheapest_by_trying(problem)

    assert (plan.fen if plan else None) == best


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 9), st.integers(0, 2))
def test_a_plan_passes_exactly_and_is_not_below_its_bounds(seed, n, choices):
    problem = coarse(seed, n, choices)

    plan = solve(problem).plan

    if plan is not None:
        county_after = problem.with_redirects(plan.redirected)
        assert not any(failures(county_after, holdings(problem, plan)))
        assert plan.fen == cost_of(problem, plan)
        assert plan.proven_fen <= plan.bound_fen <= plan.fen


def test_a_teacher_is_moved_where_that_is_cheaper_than_hiring():
    staff = teachers(
        ("S0", "音乐", False, False, 4), ("S0", "语文", True, True, 6), ("S1", "语文", True, True, 8)
    )
    problem = county(
        dict(n_arts_and_sport_teachers=4, n_full_time_teachers=10, n_above_required_degree=6, n_backbone_teachers=6),
        dict(n_arts_and_sport_teachers=0, n_full_time_teachers=10, n_above_required_degree=8, n_backbone_teachers=8, x_km=3),
        staff=staff,
        prices=costs(**NO_QUOTA),
    )  # fmt: skip

    plan = solve(problem).plan

    assert plan.moves == {(0, 1, "音乐", 4): 1}
    assert plan.fen == 12000_00 + 3 * 300_00


def test_a_school_may_miss_one_of_the_seven_by_the_floor():
    problem = county(dict(equipment_yuan=171000), {}, prices=costs(**NO_QUOTA))

    assert solve(problem).plan.fen == 0


def test_a_second_missed_indicator_is_mended_the_cheaper_way():
    problem = county(dict(equipment_yuan=171000, sports_area_m2=740), {}, prices=costs(**NO_QUOTA))

    plan = solve(problem).plan

    assert plan.fen == 4000_00  # 10 square metres; three lots of equipment would be 30,000 yuan


def test_the_worked_example_of_the_formula():
    square = square_of([279, 137, 935, 160, 402], [45, 37, 89, 76, 55])

    assert round(float(square) ** 0.5, 6) == 0.515257


def test_nobody_having_anything_cannot_be_computed():
    assert square_of([0, 0], [10, 20]) is None


def test_more_pupils_to_come_ask_for_more():
    problem = county({}, prices=costs(**NO_QUOTA))
    later = problem.pupils.repeat(2, axis=1)
    later[0, 1] = 120
    from dataclasses import replace

    grown = replace(problem, pupils=later, years=(2026, 2027), most=problem.most + 20, free=problem.free + 20)

    assert solve(problem).plan.fen == 0
    plan = solve(grown).plan
    assert plan.fen > 0
    assert not any(failures(grown, holdings(grown, plan)))
