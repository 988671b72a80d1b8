"""Pupils by school in the years to come: cohorts grow older, births already counted enter school.

Nobody is guessed: a grade passes into the next at the county's own rate of the last years, children
enter at the rate at which the last ones did, and each school keeps its share of those who enter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from xuezheng.allocation.tables import Table, table_of
from xuezheng.errors import BadInput, Fault

#: Grades of each stage; children of the last year's register are born already, so six years ahead at most.
LAST_GRADE = {"primary": 6, "junior": 3}
MOST_YEARS = 6
Place = tuple[str, str]
Half = Fraction(1, 2)


@dataclass(frozen=True)
class Rolls:
    """Pupils by school, stage, grade and school year; children of the county by year and age."""

    grades: Mapping[tuple[str, str, int, int], int]
    population: Mapping[tuple[int, int], int]
    entry_age: int


@dataclass(frozen=True)
class Forecast:
    """Pupils of each school and stage by year; the rates they were reckoned with, told exactly."""

    pupils: Mapping[tuple[str, str, int], int]
    rates: Mapping[str, Fraction]
    notes: tuple[str, ...] = field(default=())

    def table(self) -> Table:
        """As the table a plan takes: `school, stage, year, n_pupils`."""
        rows = sorted(self.pupils.items())
        return table_of(
            "forecast",
            {
                "school": [key[0] for key, _ in rows],
                "stage": [key[1] for key, _ in rows],
                "year": [key[2] for key, _ in rows],
                "n_pupils": [n for _, n in rows],
            },
        )


def forecast(rolls: Rolls, *, year: int, until: int) -> Forecast:
    """Reckon pupils from the year after `year` to `until`.

    Parameters
    ----------
    rolls : Rolls
        The school year `year`, the one before it, and children by age.

    Raises
    ------
    BadInput
        When a year, a grade or an age that is needed is not there, all told together.

    Notes
    -----
    Deterministic; rates are fractions, halves of a pupil are rounded up, and the pupils who enter are shared
    out by largest remainder, so that schools add up to the county.
    """
    _check(rolls, year, until)
    county = _county(rolls.grades)
    rates, notes = _rates(rolls, county, year)
    now = {key[:3]: n for key, n in rolls.grades.items() if key[3] == year}
    shares = {stage: _shares(now, stage) for stage in LAST_GRADE}
    pupils: dict[tuple[str, str, int], int] = {}
    for ahead in range(1, until - year + 1):
        now = _next(now, rates, shares, _entrants(rolls, rates, now, year, ahead))
        totals: dict[Place, int] = defaultdict(int)
        for (school, stage, _), n in now.items():
            totals[school, stage] += n
        for place in {(school, stage) for school, stage, _ in now} | _places(rolls.grades, year):
            pupils[(*place, year + ahead)] = totals.get(place, 0)
    return Forecast(pupils, rates, tuple(notes))


def _check(rolls: Rolls, year: int, until: int) -> None:
    faults = []
    if not year < until <= year + MOST_YEARS:
        told = f"--until {until} 不在 {year + 1} 到 {year + MOST_YEARS} 之间。"
        faults.append(Fault(told, "--until", "更远的孩子还没有出生，请改小。"))
    years = {key[3] for key in rolls.grades}
    for needed in (year - 1, year):
        if needed not in years:
            faults.append(
                Fault(f"没有 {needed} 学年的分年级学生数。", "学籍", "升级率须有相邻两年，请补上。")
            )
    known = max((at for at, _ in rolls.population if at <= year), default=None)
    if known is None:
        faults.append(Fault(f"没有 {year} 年或更早的分年龄人口。", "人口", "请补上 0 至 6 岁人口。"))
    else:
        for ahead in range(until - year + 1):
            age = rolls.entry_age - (year - known) - ahead
            if (known, age) not in rolls.population:
                told = f"{known} 年没有 {age} 岁人口，算不出 {year + ahead} 年的入学人数。"
                faults.append(Fault(told, "人口", "请补上，或把 --until 改小。"))
    if faults:
        raise BadInput("算不出以后几年的学生数。", faults=faults)


def _places(grades: Iterable[tuple[str, str, int, int]], year: int) -> set[Place]:
    return {(school, stage) for school, stage, _, at in grades if at == year}


def _county(grades: Mapping[tuple[str, str, int, int], int]) -> dict[tuple[str, int, int], int]:
    county: dict[tuple[str, int, int], int] = defaultdict(int)
    for (_, stage, grade, year), n in grades.items():
        county[stage, grade, year] += n
    return dict(county)


def _rates(
    rolls: Rolls, county: Mapping[tuple[str, int, int], int], year: int
) -> tuple[dict[str, Fraction], list[str]]:
    """`primary 1` is how many of grade 1 are in grade 2 a year later; `entry`, `transition`."""
    years = sorted({at for _, _, at in county if at <= year})
    pairs = [(a, a + 1) for a in years if a + 1 in years]
    notes: list[str] = []

    def rate(start: tuple[str, int], end: tuple[str, int], name: str) -> Fraction:
        before = sum(county.get((*start, a), 0) for a, _ in pairs)
        after = sum(county.get((*end, b), 0) for _, b in pairs)
        if not before:
            notes.append(f"{name} 没有可算的年份，按 1 计。")
            return Fraction(1)
        return Fraction(after, before)

    rates = {
        f"{stage} {grade}": rate((stage, grade), (stage, grade + 1), f"{stage} {grade} 年级升级率")
        for stage, last in LAST_GRADE.items()
        for grade in range(1, last)
    }
    rates["transition"] = rate(("primary", 6), ("junior", 1), "小学升初中比率")
    children = _children(rolls, year, 0)
    entered = county.get(("primary", 1, year), 0)
    rates["entry"] = Fraction(entered, children) if children else Fraction(1)
    return rates, notes


def _children(rolls: Rolls, year: int, ahead: int) -> int:
    """Children of the county who reach the age of entry in a year, on the latest register."""
    known = max(at for at, _ in rolls.population if at <= year)
    return rolls.population.get((known, rolls.entry_age - (year - known) - ahead), 0)


def _entrants(
    rolls: Rolls,
    rates: Mapping[str, Fraction],
    now: Mapping[tuple[str, str, int], int],
    year: int,
    ahead: int,
) -> dict[str, int]:
    leaving = sum(n for (_, stage, grade), n in now.items() if (stage, grade) == ("primary", 6))
    return {
        "primary": floor(rates["entry"] * _children(rolls, year, ahead) + Half),
        "junior": floor(rates["transition"] * leaving + Half),
    }


def _shares(now: Mapping[tuple[str, str, int], int], stage: str) -> dict[str, Fraction]:
    first = {school: n for (school, at, grade), n in now.items() if (at, grade) == (stage, 1)}
    total = sum(first.values())
    return {school: Fraction(n, total) for school, n in sorted(first.items())} if total else {}


def _next(
    now: Mapping[tuple[str, str, int], int],
    rates: Mapping[str, Fraction],
    shares: Mapping[str, Mapping[str, Fraction]],
    entrants: Mapping[str, int],
) -> dict[tuple[str, str, int], int]:
    """Everybody a grade higher; the first grades filled by share."""
    then: dict[tuple[str, str, int], int] = {}
    for (school, stage, grade), n in now.items():
        if grade < LAST_GRADE[stage]:
            then[school, stage, grade + 1] = floor(rates[f"{stage} {grade}"] * n + Half)
    for stage, share in shares.items():
        for school, n in _dealt(entrants[stage], share).items():
            then[school, stage, 1] = n
    return then


def _dealt(total: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """Largest remainder; ties to the first code."""
    exact = {school: total * share for school, share in shares.items()}
    given = {school: floor(value) for school, value in exact.items()}
    order = sorted(exact, key=lambda school: (given[school] - exact[school], school))
    for school in order[: total - sum(given.values()) if shares else 0]:
        given[school] += 1
    return given


def years_out(lines: Sequence[Mapping[str, int]], key: str) -> int | None:
    """The first year in which a count of failures is not zero."""
    return next((line["year"] for line in lines if line[key]), None)
