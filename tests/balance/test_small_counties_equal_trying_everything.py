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


def arts_wanted(prices=None, **giver):
    """S0 has four music teachers who are not above the degree, S1 has no arts teacher at all."""
    staff = teachers(
        ("S0", "音乐", False, False, 4), ("S0", "语文", True, True, 6), ("S1", "语文", True, True, 8)
    )
    first = dict(n_arts_and_sport_teachers=4, n_full_time_teachers=10, n_backbone_teachers=6) | giver
    second = dict(n_arts_and_sport_teachers=0, n_above_required_degree=8, n_backbone_teachers=8, x_km=3)
    return county(first, second, staff=staff, prices=costs(**NO_QUOTA, **(prices or {})))


def test_a_giver_keeps_the_staff_its_pupils_ask_for():
    grown = dict(
        n_pupils=190, n_above_required_degree=8, teaching_area_m2=1000, sports_area_m2=1600,
        equipment_yuan=400000, n_multimedia_rooms=5,
    )  # fmt: skip

    assert net_given(solve(arts_wanted()).plan) == 1
    assert net_given(solve(arts_wanted(**grown)).plan) <= 0


def net_given(plan):
    """Teachers S0 gives less those it gets."""
    return sum(n if giver == 0 else -n for (giver, _, _, _), n in plan.moves.items())


def test_a_giver_keeps_a_teacher_of_the_subject():
    assert not solve(arts_wanted({"giver_keeps_in_subject": 4})).plan.moves


def test_nobody_goes_farther_than_allowed():
    assert not solve(arts_wanted({"move_most_km": 2})).plan.moves


def test_nobody_is_both_trained_and_moved():
    staff = teachers(("S0", "音乐", False, False, 1), ("S0", "语文", True, True, 5))
    problem = county(
        dict(
            n_pupils=140, n_full_time_teachers=6, n_above_required_degree=5, n_backbone_teachers=5,
            n_arts_and_sport_teachers=3, teaching_area_m2=800, sports_area_m2=1200, equipment_yuan=238000,
            n_multimedia_rooms=4,
        ),
        dict(n_arts_and_sport_teachers=0, n_above_required_degree=8, n_backbone_teachers=8, x_km=3),
        staff=staff,
        prices=costs(**NO_QUOTA, **{"giver_pupils_per_teacher.primary": 60, "giver_keeps_in_subject": 0}),
    )  # fmt: skip

    plan = solve(problem).plan

    # The one teacher below the degree goes; the school then buys equipment instead of training her.
    assert plan.moves == {(0, 1, "音乐", 4): 1}
    assert plan.fen == (12000 + 900 + 50000) * 100


@pytest.mark.parametrize(("posts", "is_enough"), [(1, False), (2, True)])
def test_two_kinds_of_hiring_share_the_posts(posts, is_enough):
    lacking = dict(n_arts_and_sport_teachers=0, n_above_required_degree=2, vacant_posts=posts)

    plan = solve(county(lacking, {}, prices=costs(**NO_QUOTA), forbid=("train",))).plan

    assert (plan is not None) == is_enough


def test_more_square_metres_of_ground_than_there_is_room_for():
    short = dict(sports_area_m2=600)
    rows = (short | dict(buildable_sports_m2=30), {})

    assert solve(county(*rows, prices=costs(**NO_QUOTA))).plan is None
    assert (
        solve(county(short | dict(buildable_sports_m2=40), {}, prices=costs(**NO_QUOTA))).plan.fen
        == 4 * 4000_00
    )
