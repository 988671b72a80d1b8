"""Cohorts pass into the next grade at the county's own rate; those who enter are children born already."""

from fractions import Fraction

import pytest
from counties import NO_QUOTA, costs, county
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.allocation.balance.forecasting import Rolls, forecast, years_out
from xuezheng.allocation.balance.outlook import outlook, with_years
from xuezheng.allocation.balance.solve import solve
from xuezheng.errors import BadInput


def rolls(now=60, before=60, entrants=(60, 30), children=(60, 60, 60, 60, 60, 60, 120)):
    """Two schools A and B in 2024 and 2025; children by age 6 downwards in 2025."""
    grades = {}
    for year, n in ((2024, before), (2025, now)):
        for grade in range(1, 7):
            grades["A", "primary", grade, year] = n
            grades["B", "primary", grade, year] = n // 2
        for grade in range(1, 4):
            grades["C", "junior", grade, year] = n
    for school, n in zip("AB", entrants, strict=True):
        grades[school, "primary", 1, 2025] = n
    return Rolls(grades, {(2025, 6 - k): n for k, n in enumerate(children)}, 6)


def test_a_cohort_is_counted_through_by_hand():
    made = forecast(rolls(), year=2025, until=2027)

    # 90 entered of 60 children: 3/2. In 2026 60 children turn six: 90 enter, two thirds to A.
    assert made.rates["entry"] == Fraction(3, 2)
    assert made.pupils["A", "primary", 2026] == 6 * 60
    assert made.pupils["B", "primary", 2026] == 6 * 30
    # Of 90 in grade 6 of 2024, 60 were in the junior school a year later.
    assert made.rates["transition"] == Fraction(60, 90)
    assert made.pupils["C", "junior", 2026] == 3 * 60


def test_more_births_arrive_in_the_year_they_turn_six():
    made = forecast(rolls(children=(60, 60, 60, 120, 60, 60, 60)), year=2025, until=2029)

    by_year = [made.pupils["A", "primary", year] for year in range(2026, 2030)]
    assert by_year == [360, 360, 420, 420]


def test_a_grade_that_shrinks_shrinks_on():
    grades = rolls().grades | {("A", "primary", 3, 2025): 54, ("B", "primary", 3, 2025): 27}
    made = forecast(Rolls(grades, rolls().population, 6), year=2025, until=2026)

    assert made.rates["primary 2"] == Fraction(9, 10)
    assert made.pupils["A", "primary", 2026] == 60 + 60 + 54 + 54 + 60 + 60


def test_halves_of_a_pupil_are_rounded_up_school_by_school():
    grades = rolls().grades | {("A", "primary", 3, 2025): 57, ("B", "primary", 3, 2025): 28}
    made = forecast(Rolls(grades, rolls().population, 6), year=2025, until=2026)

    # 85 of 90 went on: 60 x 17/18 = 56.67 in grade 3, and the 57 of grade 3 all go on.
    assert made.rates["primary 2"] == Fraction(17, 18)
    assert made.pupils["A", "primary", 2026] == 60 + 60 + 57 + 57 + 60 + 60


@given(st.integers(0, 500), st.integers(0, 500), st.lists(st.integers(0, 999), min_size=7, max_size=7))
def test_schools_add_up_to_the_children_who_enter(a, b, children):
    made = forecast(rolls(entrants=(a, b), children=tuple(children)), year=2025, until=2026)
    shares = a + b
    entering = (made.rates["entry"] * children[1] + Fraction(1, 2)).__floor__() if shares else 0

    total = sum(made.pupils[school, "primary", 2026] for school in "AB")
    stayed = 60 * 4 + 30 * 4
    promoted = sum((made.rates["primary 1"] * n + Fraction(1, 2)).__floor__() for n in (a, b))
    assert total == entering + promoted + stayed


FAULTS = {
    "no year before": (lambda r: Rolls({k: n for k, n in r.grades.items() if k[3] == 2025}, r.population, 6), "2024 学年"),
    "no children": (lambda r: Rolls(r.grades, {}, 6), "分年龄人口"),
    "an age missing": (lambda r: Rolls(r.grades, {k: n for k, n in r.population.items() if k[1] != 4}, 6), "4 岁人口"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_missing_is_told(name):
    spoil, words = FAULTS[name]

    with pytest.raises(BadInput, match=words):
        forecast(spoil(rolls()), year=2025, until=2027)


def test_children_not_born_yet_are_not_guessed():
    with pytest.raises(BadInput, match="还没有出生"):
        forecast(rolls(), year=2025, until=2032)


def growing():
    problem = county({}, {}, prices=costs(**NO_QUOTA))
    made = forecast(rolls(), year=2025, until=2026).table()
    cells = dict(made.columns)
    cells["school"] = ["S0" if s == "A" else "S1" if s == "B" else s for s in cells["school"]]
    cells["n_pupils"] = ["100" if s == "S1" else "130" for s in cells["school"]]
    cells["year"] = ["2027"] * len(cells["year"])
    return with_years(problem, type(made)("forecast", cells), 2028)


def test_the_year_a_district_falls_out_is_told():
    lines = outlook(growing())

    assert [line["schools_before"] for line in lines] == [0, 1, 0]
    assert years_out(lines, "schools_before") == 2027
    assert years_out(lines, "coefficients_before") is None


def test_nobody_goes_to_a_school_that_is_empty_and_it_falls_out_of_the_sums():
    problem = growing()
    pupils = problem.pupils.copy()
    pupils[1, 2] = 0
    from dataclasses import replace

    empty = replace(problem, pupils=pupils, most=problem.most + 50, free=problem.free + 50)

    plan = solve(empty).plan

    assert plan is not None
    assert outlook(empty, plan)[2]["schools_after"] == 0
