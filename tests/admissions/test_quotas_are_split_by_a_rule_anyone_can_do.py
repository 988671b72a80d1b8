"""Quota seats, points and floors: sums a person can do."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rounds import granted, zhongkao

from xuezheng.allocation.admissions.points import cut_off, points_of
from xuezheng.allocation.admissions.quota import quota_of_plan, split
from xuezheng.allocation.admissions.scheme import named
from xuezheng.allocation.admissions.solve import solve
from xuezheng.errors import BadInput


def test_the_largest_remainders_get_the_seats_left_over():
    # 10 seats, 100 graduates: exact shares 6.1, 3.1, 0.8
    assert split(10, {"A": 61, "B": 31, "C": 8}) == {"A": 6, "B": 3, "C": 1}


def test_equal_remainders_go_to_more_graduates_then_to_the_smaller_code():
    assert split(1, {"B": 5, "A": 5}) == {"A": 1, "B": 0}
    # 3.5 and 1.5: equal remainders
    assert split(5, {"small": 3, "large": 7}) == {"small": 1, "large": 4}


def test_a_rural_school_is_lifted_to_its_least_and_the_rest_split_again():
    assert split(10, {"A": 500, "B": 490, "C": 10}, {"C": 1}) == {"A": 5, "B": 4, "C": 1}


@given(
    st.integers(0, 300),
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 900), min_size=1),
    st.sets(st.sampled_from("ABCDEFGH")),
)
def test_the_parts_always_add_up_and_stay_within_one_of_the_share(quota, graduates, rural):
    least = {school: 1 for school in rural & set(graduates)}
    if len(least) > quota:
        return
    made = split(quota, graduates, least)
    total = sum(graduates.values())

    assert sum(made.values()) <= quota
    assert all(made[school] >= 1 for school in least)
    if total and not least:
        assert sum(made.values()) == quota
        assert all(abs(made[s] - Fraction(quota * n, total)) < 1 for s, n in graduates.items())


def test_least_seats_beyond_the_quota_are_refused():
    with pytest.raises(BadInput, match="保底名额共 2 个，指标只有 1 个"):
        split(1, {"A": 5, "B": 5}, {"A": 1, "B": 1})


def test_a_least_share_is_rounded_up():
    assert quota_of_plan(41, "1/2") == 21


def test_quota_seats_nobody_took_come_back_to_the_unified_plan():
    problem = zhongkao(scheme="zhongkao-under-line")
    plan = solve(problem)
    seats = {(line.batch, line.programme): 0 for line in plan.lines}
    admitted = dict(seats)
    for line in plan.lines:
        seats[line.batch, line.programme] += line.seats
        admitted[line.batch, line.programme] += line.admitted

    for code, total in (("H1", 40), ("H2", 41), ("H3", 55)):
        assert seats["unified", code] + seats["quota", code] == total
        assert seats["again", code] == total - admitted["unified", code] - admitted["quota", code]


def test_nobody_enters_by_quota_below_the_floor_or_from_another_school():
    problem = zhongkao(scheme="zhongkao-under-line")
    plan = solve(problem)
    unified = {
        line.programme: int(line.values.split(";")[0].removeprefix("score="))
        for line in plan.lines
        if line.batch == "unified" and line.state == "line"
    }
    scores = dict(zip(problem.pupils, map(int, problem.attributes["score"]), strict=True))
    by_quota = [code for code, batch in zip(problem.pupils, plan.batch, strict=True) if batch == "quota"]

    assert by_quota
    assert all(scores[code] >= unified[granted(problem, plan)[code]] - 20 for code in by_quota)
    for line in plan.lines:
        if line.batch == "quota":
            members = [c for c in by_quota if granted(problem, plan)[c] == line.programme]
            own = [c for c in members if problem.attributes["school"][problem.pupils.index(c)] == line.school]
            assert len(own) == line.admitted <= line.seats


def test_points_are_pro_rata_capped_and_cut_off():
    xiamen = named("points", "xiamen", "", [])
    people = {
        "insurance_months": ["7", "300", ""],
        "second_parent_months": ["5", "1000", ""],
        "other_points": ["0", "50", "1.5"],
    }

    # 7 × 4/12 + 5 × 2/12 = 3.166…; 48 + 166.6… + 50 is cut to 120
    assert points_of(xiamen, people, ["a", "b", "c"], []) == ["3.16", "120", "1.5"]


def test_whole_years_only_where_the_formula_says_so():
    formula = {"items": [{"column": "months", "each": "4", "per": "12", "whole": "true"}]}

    assert points_of(formula, {"months": ["23"]}, ["a"], []) == ["4"]


@given(st.fractions(min_value=-50, max_value=50), st.integers(0, 4))
def test_cutting_off_never_raises_a_number_away_from_zero(number, places):
    cut = Fraction(cut_off(number, places))

    assert abs(cut) <= abs(number) < abs(cut) + Fraction(1, 10**places)
