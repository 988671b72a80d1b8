"""No plan: a smallest set of limits that contradict each other, and lifting any of them is enough."""

import pytest
from counties import NO_QUOTA, coarse, costs, county
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xuezheng.allocation.balance.reasons import in_words, is_possible, limits_of, smallest_conflict
from xuezheng.allocation.balance.solve import solve


def full_school():
    """A school that lacks ground and rooms and may not build."""
    return county(
        dict(sports_area_m2=500, may_build="否"),
        {},
        prices=costs(**NO_QUOTA),
    )


def test_forbidden_building_at_a_full_school_is_the_reason():
    problem = full_school()

    words = [in_words(problem, limit) for limit in smallest_conflict(problem)]

    assert any("S0" in line and "须达到七项中的 6 项" in line for line in words)
    assert any("S0" in line and "新建体育运动场地" in line for line in words)
    assert not any("S1" in line or "差异系数" in line for line in words)


def test_where_there_is_a_plan_there_is_no_reason():
    assert smallest_conflict(county({}, {})) == []


def test_a_coefficient_can_be_the_reason():
    problem = county(
        dict(n_multimedia_rooms=20),
        dict(n_multimedia_rooms=3),
        prices=costs(**NO_QUOTA),
        forbid=("convert",),
    )

    words = " ".join(in_words(problem, limit) for limit in smallest_conflict(problem))

    assert solve(problem).plan is None
    assert "网络多媒体教室”的差异系数" in words and "改造为网络多媒体教室" in words


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_the_set_is_a_contradiction_and_no_limit_of_it_can_be_left_out(seed):
    problem = coarse(seed, 3)
    conflict = smallest_conflict(problem)
    assume(conflict)

    assert set(conflict) <= set(limits_of(problem))
    assert not is_possible(problem, conflict)
    for limit in conflict:
        assert is_possible(problem, [other for other in conflict if other != limit])


@pytest.mark.parametrize("seed", range(6))
def test_a_reason_is_given_exactly_where_there_is_no_plan(seed):
    problem = coarse(seed, 4)

    assert bool(smallest_conflict(problem)) == (solve(problem).plan is None)
