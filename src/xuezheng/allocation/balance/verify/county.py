"""The county as the copies of the inputs tell it, in whole numbers and fractions."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, hypot, lcm
from math import gcd as divisor
from typing import Any

from xuezheng.allocation.tables import Table

Line = dict[str, str]
School = tuple[str, str]
YES = {"是", "1", "TRUE", "yes", "Y", "y"}
ARTS = {"体育", "音乐", "美术", "艺术", "体育与健康"}
STAFF = "n_full_time_teachers"


@dataclass(frozen=True)
class Goods:
    """One item: fen a unit, what it adds, its pool and the column that is the pool's ceiling."""

    fen: int
    adds: Mapping[str, int]
    group: str
    pool: str
    column: str

    @property
    def takes(self) -> int:
        """What a unit takes of its pool's ceiling."""
        return self.adds.get(STAFF, 0) or max(self.adds.values())


@dataclass(frozen=True)
class County:
    """Everything a plan is held against; a school is its code and stage."""

    lines: Mapping[School, Line]
    goods: Mapping[str, Goods]
    limits: Mapping[str, Fraction]
    quantities: tuple[str, ...]
    asked: Mapping[tuple[str, str], Fraction]
    cv: Mapping[str, Fraction]
    least: int
    floor: Fraction
    years: tuple[int, ...]
    pupils: Mapping[School, tuple[int, ...]]
    #: (school, subject, kind): how many there are and how many may go; kind is (above, backbone, arts).
    people: Mapping[tuple[School, str, tuple[bool, bool, bool]], tuple[int, int]]
    has_people: bool
    options: Mapping[str, Any]
    redirects: tuple[tuple[School, School, int], ...]

    def have(self, school: School, quantity: str) -> Fraction:
        """What a school has."""
        return Fraction(self.lines[school][quantity])

    def is_forbidden(self, school: str, *words: str) -> bool:
        """Whether one of the words is forbidden everywhere or at this school."""
        said = self.options["forbid"]
        return any(word in said or f"{word}@{school}" in said for word in words)

    def metres(self, a: School, b: School) -> int | None:
        """Straight way between two schools, rounded up; None where one has no place."""
        places = [[self.lines[s].get(axis, "") for axis in ("x_km", "y_km")] for s in (a, b)]
        if any(not cell for place in places for cell in place):
            return None
        (ax, ay), (bx, by) = [[float(cell) for cell in place] for place in places]
        return ceil(hypot(ax - bx, ay - by) * 1000 - 1e-6)

    def may_exchange(self, giver: School, taker: School) -> bool:
        """Public schools of a stage, near enough, neither forbidden."""
        if giver == taker or giver[1] != taker[1]:
            return False
        if any(self.lines[s].get("is_public", "") not in YES | {""} for s in (giver, taker)):
            return False
        if any(self.is_forbidden(s[0], "move") for s in (giver, taker)):
            return False
        metres = self.metres(giver, taker)
        return metres is not None and metres <= self.limits["move_most_km"] * 1000

    def way_fen(self, giver: School, taker: School) -> int:
        """Fen of one teacher's move."""
        km = -(-(self.metres(giver, taker) or 0) // 1000)
        return int(self.limits["move_yuan"] * 100) + km * int(self.limits["move_yuan_per_km"] * 100)

    def step(self, quantity: str) -> Fraction:
        """The step in which a quantity can change."""
        steps = [Fraction(one.adds[quantity]) for one in self.goods.values() if one.adds.get(quantity)]
        if quantity in self.quantities[:3]:
            steps.append(Fraction(1))
        if not steps:
            return Fraction(1, 100)
        below = lcm(*(one.denominator for one in steps))
        return Fraction(divisor(*(int(one * below) for one in steps)), below)

    def ceiling(self, school: School, column: str) -> Fraction | None:
        """What a pool may use at a school, or None where there is no ceiling."""
        line = self.lines[school]
        staff = int(line[STAFF])
        if column == "n_without_higher_degree":
            return Fraction(max(0, staff - int(line[self.quantities[0]])))
        if column == "n_may_become_backbone":
            most = int(Fraction(staff) * self.limits["backbone_most_pct"] / 100)
            return Fraction(max(0, most - int(line[self.quantities[1]])))
        return Fraction(line[column]) if column and line.get(column) else None

    def most_units(self, school: School, code: str) -> int:
        """How many units of an item a school may get."""
        one = self.goods[code]
        if self.is_forbidden(school[0], code, one.group):
            return 0
        if one.group == "build" and self.lines[school].get("may_build", "") not in YES | {""}:
            return 0
        useful = max(
            ceil((self.useful(school, q) - self.have(school, q)) / added)
            for q, added in one.adds.items()
            if q in self.quantities
        )
        ceiling = self.ceiling(school, one.column)
        return max(0, useful if ceiling is None else min(useful, int(ceiling // one.takes)))

    def useful(self, school: School, quantity: str) -> Fraction:
        """Nobody is raised beyond (1 + limit²) times the best school or the standard, a pupil."""
        key = (school[1], quantity)
        known: dict[tuple[str, str], Fraction] = self.__dict__.setdefault("_best", {})
        if key not in known:
            values = [self.have(s, quantity) / self.pupils[s][0] for s in self.lines if s[1] == school[1]]
            known[key] = max(*values, self.asked[key]) * (1 + self.cv[school[1]] ** 2)
        hundredths = ceil(known[key] * 100 * self.most_pupils(school))
        return Fraction(hundredths, 100)

    def most_pupils(self, school: School) -> int:
        """Pupils in the fullest year, with everybody who might be sent there."""
        sent = sum(n for _, taker, n in self.redirects if taker == school)
        return max(self.pupils[school]) + sent


def lines_of(table: Table) -> list[Line]:
    """A table as rows."""
    names = list(table.columns)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*table.columns.values(), strict=True)]


def county_of(tables: Mapping[str, Table], options: Mapping[str, Any]) -> County:
    """Read the copies."""
    lines = {(line["school"], line["stage"]): line for line in lines_of(tables["schools"])}
    said = lines_of(tables["standard"])
    quantities = tuple(dict.fromkeys(line["quantity"] for line in said))
    first, last = int(options["year"]), int(options["until"])
    years = tuple(range(first, max(first, last) + 1))
    limits = {line["limit"]: Fraction(line["value"]) for line in lines_of(tables["limits"])}
    people = _people(tables["teachers"], lines) if "teachers" in tables else {}
    return County(
        lines=lines,
        goods={line["item"]: _goods(line) for line in lines_of(tables["items"])},
        limits=limits,
        quantities=quantities,
        asked={
            (line["stage"], line["quantity"]): Fraction(line["threshold"]) / Fraction(line["per"])
            for line in said
        },
        cv={line["stage"]: Fraction(line["cv"]) for line in said},
        least=max(int(line["least"]) for line in said),
        floor=max(Fraction(line["floor_pct"]) for line in said) / 100,
        years=years,
        pupils=_pupils(tables, lines, years),
        people=people,
        has_people="teachers" in tables,
        options=options,
        redirects=_redirects(tables, options) if "redirects" in tables else (),
    )


def _goods(line: Line) -> Goods:
    adds = dict(part.split(":") for part in line["adds"].split(";"))
    return Goods(
        int(Fraction(line["yuan"]) * 100),
        {name: int(n) for name, n in adds.items()},
        line["group"],
        line["pool"],
        line["column"],
    )


def _people(
    table: Table, schools: Mapping[School, Line]
) -> dict[tuple[School, str, tuple[bool, bool, bool]], tuple[int, int]]:
    found: dict[tuple[School, str, tuple[bool, bool, bool]], list[int]] = defaultdict(lambda: [0, 0])
    for line in lines_of(table):
        school = (line["school"], line["stage"])
        if school in schools:
            kind = (
                line["is_above_required_degree"] in YES,
                line["is_backbone"] in YES,
                line["subject"] in ARTS,
            )
            entry = found[school, line["subject"], kind]
            entry[0] += int(line["n"])
            entry[1] += int(line.get("n_movable", line["n"]))
    return {key: (n, movable) for key, (n, movable) in found.items()}


def _pupils(
    tables: Mapping[str, Table], schools: Mapping[School, Line], years: tuple[int, ...]
) -> dict[School, tuple[int, ...]]:
    later = {
        (line["school"], line["stage"], int(line["year"])): int(line["n_pupils"])
        for line in (lines_of(tables["forecast"]) if "forecast" in tables else [])
    }
    return {
        school: (int(line["n_pupils"]), *(later[(*school, year)] for year in years[1:]))
        for school, line in schools.items()
    }


def _redirects(
    tables: Mapping[str, Table], options: Mapping[str, Any]
) -> tuple[tuple[School, School, int], ...]:
    forbid = options["forbid"]
    return tuple(
        ((line["from"], line["stage"]), (line["to"], line["stage"]), int(line["pupils"]))
        for line in lines_of(tables["redirects"])
        if "redirect" not in forbid and f"redirect@{line['from']}" not in forbid
    )
