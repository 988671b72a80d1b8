"""What is to be decided: what each school gets, which teachers move, which pupils are redirected."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.tables import Table

Ints = NDArray[np.int64]

#: The quantities of the seven resource indicators, in the order of the standard, as in a school's return.
QUANTITIES = (
    "n_above_required_degree",
    "n_backbone_teachers",
    "n_arts_and_sport_teachers",
    "teaching_area_m2",
    "sports_area_m2",
    "equipment_yuan",
    "n_multimedia_rooms",
)
#: The standard speaks of so many pupils.
PER = (100, 100, 100, 1, 1, 1, 100)
LABELS = (
    "高于规定学历教师",
    "骨干教师",
    "体育艺术教师",
    "教学及辅助用房",
    "体育运动场馆",
    "教学仪器设备",
    "网络多媒体教室",
)
UNITS = ("人", "人", "人", "平方米", "平方米", "元", "间")
STAGE_LABELS = {"primary": "小学", "junior": "初中"}
#: Teachers count in three of them: of which a kind of teacher counts is its three bits.
TEACHING = 3
KINDS = 8
STAGES = ("primary", "junior")
#: Quantities are kept in hundredths of their unit, money in fen.
HUNDRED = 100


def counts_in(kind: int, quantity: int) -> bool:
    """Whether a teacher of a kind counts in a quantity of teachers."""
    return bool(kind >> quantity & 1)


@dataclass(frozen=True)
class Standard:
    """What a stage must reach: quantity a pupil, exact; the limit of every CV; how many; the floor of the rest."""

    per_pupil: Mapping[str, tuple[Fraction, ...]]
    cv: Mapping[str, Fraction]
    least: int
    floor: Fraction
    sources: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One thing that can be added to a school: `adds` hundredths of each quantity, `fen` a unit."""

    code: str
    label: str
    unit: str
    group: str
    adds: tuple[int, ...]
    teachers: int
    pool: str
    fen: int


def uses(item: Item) -> int:
    """What one unit takes of its pool's ceiling, in hundredths: people, else what it adds."""
    return item.teachers * HUNDRED or max(item.adds)


@dataclass(frozen=True)
class Teachers:
    """Teachers of one school, subject and kind: `n` of them, of whom `movable` may go."""

    row: int
    subject: str
    kind: int
    n: int
    movable: int


@dataclass(frozen=True)
class Pair:
    """Two schools of one stage near enough to exchange teachers, with the fen of one move."""

    giver: int
    taker: int
    metres: int
    fen: int


@dataclass(frozen=True)
class Redirect:
    """Pupils of a capped intake sent to another school: a choice of yes or no."""

    giver: int
    taker: int
    pupils: int
    fen: int


@dataclass(frozen=True)
class Rotation:
    """Teachers who must move in all, and the share of backbone teachers among them."""

    least: int = 0
    backbone: Fraction = Fraction(0)
    already: int = 0
    backbone_already: int = 0


@dataclass(frozen=True)
class Problem:
    """One county: a row is a school at a stage.

    `pupils` (n_rows, n_years): now and, if asked, in the years to come; 0 where a school has none then.
    `have` (n_rows, 7) hundredths; `most` (n_rows, n_items) units at most; `ceilings` what the items of a
    pool may use together, as (row, pool) to what is added, in hundredths.
    """

    area: str
    schools: tuple[str, ...]
    names: tuple[str, ...]
    stages: tuple[str, ...]
    years: tuple[int, ...]
    pupils: Ints
    have: Ints
    staff: Ints
    staff_least: Ints
    giver_most: Ints
    keeps: int
    items: tuple[Item, ...]
    most: Ints
    ceilings: Mapping[tuple[int, str], int]
    teachers: tuple[Teachers, ...]
    without: Mapping[str, Ints]
    pairs: tuple[Pair, ...]
    redirects: tuple[Redirect, ...]
    rotation: Rotation
    standard: Standard
    #: Units of each item that could be useful if nothing were forbidden or full, (n_rows, n_items).
    free: Ints
    notes: tuple[str, ...] = ()
    area_name: str = ""
    #: Indicators asked, as (stage, quantity); None asks all, as the standard does.
    demanded: tuple[tuple[str, int], ...] | None = None
    inputs: Mapping[str, Table] = field(default_factory=dict)
    #: Limits not held while looking for a reason: ("school", row), ("spread", "stage|quantity").
    lifted: frozenset[tuple[str, object]] = frozenset()

    @property
    def n_rows(self) -> int:
        """Schools, each once a stage."""
        return len(self.schools)

    @cached_property
    def rows_of(self) -> dict[str, tuple[int, ...]]:
        """Rows of each stage that is there."""
        found = {stage: tuple(i for i, s in enumerate(self.stages) if s == stage) for stage in STAGES}
        return {stage: rows for stage, rows in found.items() if rows}

    def is_asked(self, stage: str, quantity: int) -> bool:
        """Whether an indicator of a stage is asked."""
        return self.demanded is None or (stage, quantity) in self.demanded

    def holds(self, kind: str, what: object) -> bool:
        """Whether a limit is held: ("school", row) or ("spread", "stage|quantity")."""
        return (kind, what) not in self.lifted

    def per_pupil(self, row: int, quantity: int) -> Fraction:
        """What a pupil must have of a quantity, in its unit."""
        return self.standard.per_pupil[self.stages[row]][quantity]

    def step(self, quantity: int) -> int:
        """The hundredths in which a quantity can change: the greatest common divisor of what items add."""
        steps = [item.adds[quantity] for item in self.items if item.adds[quantity]]
        if quantity < TEACHING:
            steps.append(HUNDRED)
        return int(np.gcd.reduce(steps)) if steps else 1

    def needed(self, row: int, quantity: int, share: Fraction = Fraction(1)) -> int:
        """The least hundredths a school can hold that are enough, in the year with most pupils."""
        most = int(self.pupils[row].max())
        exact = self.per_pupil(row, quantity) * share * most * HUNDRED
        have, step = int(self.have[row, quantity]), self.step(quantity)
        return have - (-(exact - have) // step) * step if exact != have else have

    def with_redirects(self, chosen: tuple[int, ...]) -> "Problem":
        """The same county after some of the choices of redirecting were made."""
        pupils = self.pupils.copy()
        for n in chosen:
            one = self.redirects[n]
            moved = np.minimum(one.pupils, pupils[one.giver])
            pupils[one.giver] -= moved
            pupils[one.taker] += moved
        return replace(self, pupils=pupils, redirects=())


@dataclass(frozen=True)
class Plan:
    """Units of each item at each school; moves as (giver, taker, subject, kind) to teachers; redirects chosen."""

    units: Ints
    moves: Mapping[tuple[int, int, str, int], int]
    redirected: tuple[int, ...]
    fen: int
    #: What no plan can cost less than, as the solver says and as the multipliers prove.
    bound_fen: int
    proven_fen: int


def holdings(problem: Problem, plan: Plan) -> Ints:
    """What each school has of each quantity after the plan, (n_rows, 7) hundredths."""
    adds = np.array([item.adds for item in problem.items], np.int64).reshape(-1, len(QUANTITIES))
    have = problem.have + plan.units @ adds
    for (giver, taker, _, kind), n in plan.moves.items():
        for quantity in range(TEACHING):
            if counts_in(kind, quantity):
                have[giver, quantity] -= HUNDRED * n
                have[taker, quantity] += HUNDRED * n
    return np.asarray(have, np.int64)


def cost_of(problem: Problem, plan: Plan) -> int:
    """The fen of a plan, added up."""
    fen = {(pair.giver, pair.taker): pair.fen for pair in problem.pairs}
    total = int((plan.units * np.array([item.fen for item in problem.items], np.int64)).sum())
    total += sum(fen[giver, taker] * n for (giver, taker, _, _), n in plan.moves.items())
    return total + sum(problem.redirects[n].fen for n in plan.redirected)
