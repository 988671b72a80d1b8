"""The county as rows and columns of a linear programme; docs/algorithms/balance.md names each of them.

Quantities are counted in steps from what a school has: `v` is the change, so that numbers stay small.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from xuezheng.allocation.balance.judging import asked_of
from xuezheng.allocation.balance.problem import (
    HUNDRED,
    KINDS,
    QUANTITIES,
    TEACHING,
    Problem,
    counts_in,
    uses,
)

Key = tuple[Any, ...]


@dataclass
class Row:
    """One row: coefficients by column, and what it lies between (None is no end)."""

    name: str
    terms: list[tuple[int, float]]
    low: float | None
    high: float | None


@dataclass
class Model:
    """Columns with bounds, yuan and integrality; rows by name."""

    problem: Problem
    column: dict[Key, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    yuan: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def add(self, key: Key, low: float, high: float, yuan: float = 0.0, whole: bool = True) -> int:
        """Add a column."""
        self.column[key] = len(self.low)
        self.low.append(low)
        self.high.append(high)
        self.yuan.append(yuan)
        self.whole.append(whole)
        return self.column[key]

    def row(
        self, name: str, terms: Iterable[tuple[int, float]], low: float | None, high: float | None
    ) -> None:
        """Add a row, if there is anything in it."""
        listed = list(terms)
        if listed:
            self.rows.append(Row(name, listed, low, high))

    def taken(self, values: Sequence[float], kind: str) -> dict[Key, int]:
        """Whole values of the columns of one kind that are not zero."""
        found = {key: round(values[at]) for key, at in self.column.items() if key[0] == kind}
        return {key: n for key, n in found.items() if n}


def resources_of(problem: Problem) -> Model:
    """Everything but the coefficients of variation."""
    model = Model(problem)
    _item_columns(model)
    _move_columns(model)
    _change_columns(model)
    _standard_rows(model)
    _move_rows(model)
    _pool_rows(model)
    return model


def _item_columns(model: Model) -> None:
    problem = model.problem
    for row in range(problem.n_rows):
        for j, item in enumerate(problem.items):
            if problem.most[row, j]:
                model.add(("u", row, j), 0, int(problem.most[row, j]), item.fen / 100)


def _move_columns(model: Model) -> None:
    """Who may leave (`o`: school, subject, kind), who comes (`t`: school, kind), and by which way (`y`)."""
    problem = model.problem
    leaving: dict[tuple[int, int], int] = defaultdict(int)
    givers = {pair.giver for pair in problem.pairs}
    for one in problem.teachers:
        if one.movable and one.row in givers and problem.giver_most[one.row]:
            leaving[one.row, one.kind] += one.movable
            model.add(("o", one.row, one.subject, one.kind), 0, one.movable)
    coming: dict[tuple[int, int], int] = defaultdict(int)
    for pair in problem.pairs:
        for kind in range(KINDS):
            if n := leaving.get((pair.giver, kind), 0):
                coming[pair.taker, kind] += n
                model.add(("y", pair.giver, pair.taker, kind), 0, n, pair.fen / 100, whole=False)
    for (row, kind), n in sorted(coming.items()):
        model.add(("t", row, kind), 0, n)


def _change_columns(model: Model) -> None:
    """`v`: the change of a quantity in steps, between what can leave and what can come."""
    problem = model.problem
    terms: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for key, at in model.column.items():
        if key[0] == "u":
            _, row, j = key
            for q, added in enumerate(problem.items[j].adds):
                if added:
                    terms[row, q].append((at, -added / problem.step(q)))
        elif key[0] in "ot":
            row, kind, sign = key[1], key[-1], 1 if key[0] == "o" else -1
            for q in range(TEACHING):
                if counts_in(kind, q):
                    terms[row, q].append((at, sign * HUNDRED / problem.step(q)))
    for row in range(problem.n_rows):
        for q in range(len(QUANTITIES)):
            here = terms[row, q]
            low = -sum(a * model.high[at] for at, a in here if a > 0)
            high = -sum(a * model.high[at] for at, a in here if a < 0)
            at = model.add(("v", row, q), low, high, whole=False)
            model.row(f"V|{row}|{q}", [(at, 1.0), *here], 0, 0)


def marks_of(problem: Problem, row: int, q: int, low: float, high: float) -> tuple[float, float, bool]:
    """Steps a school must gain at least, steps that reach the standard, and whether those can be had."""
    have, step = int(problem.have[row, q]), problem.step(q)
    floor = max((problem.needed(row, q, problem.standard.floor) - have) // step, low)
    full = (problem.needed(row, q) - have) // step
    return floor, max(full, floor), full <= high


def _standard_rows(model: Model) -> None:
    """`z`: whether a school reaches an indicator; at least so many of seven, the rest above the floor."""
    problem = model.problem
    for row in range(problem.n_rows):
        if not problem.holds("school", row):
            continue
        marks, asked = [], asked_of(problem, row)
        for q in asked:
            change = model.column["v", row, q]
            floor, full, can = marks_of(problem, row, q, model.low[change], model.high[change])
            at = model.add(("z", row, q), 0, int(can))
            marks.append(at)
            model.row(f"P|{row}|{q}", [(change, 1.0), (at, -(full - floor))], floor, None)
        missed = len(QUANTITIES) - problem.standard.least
        model.row(f"S|{row}", [(at, 1.0) for at in marks], len(asked) - missed, None)


def _move_rows(model: Model) -> None:
    """Ways add up to who leaves and who comes; givers keep enough; quotas of the year."""
    ways: dict[tuple[str, int, int], list[tuple[int, float]]] = defaultdict(list)
    leave: dict[int, list[tuple[int, float]]] = defaultdict(list)
    come: dict[int, list[tuple[int, float]]] = defaultdict(list)
    subjects: dict[tuple[int, str], list[tuple[int, float]]] = defaultdict(list)
    lacking: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for key, at in model.column.items():
        match key:
            case ("y", int(giver), int(taker), int(kind)):
                ways["K", giver, kind].append((at, 1.0))
                ways["T", taker, kind].append((at, 1.0))
            case ("o", int(row), str(subject), int(kind)):
                ways["K", row, kind].append((at, -1.0))
                leave[row].append((at, 1.0))
                subjects[row, subject].append((at, 1.0))
                for q in range(TEACHING - 1):
                    if not counts_in(kind, q):
                        lacking[row, q].append((at, 1.0))
            case ("t", int(row), int(kind)):
                ways["T", row, kind].append((at, -1.0))
                come[row].append((at, 1.0))
    for (letter, row, kind), terms in ways.items():
        model.row(f"{letter}|{row}|{kind}", terms, 0, 0)
    _giver_rows(model, leave, come, subjects, lacking)
    _rotation_rows(model)


def _giver_rows(
    model: Model,
    leave: dict[int, list[tuple[int, float]]],
    come: dict[int, list[tuple[int, float]]],
    subjects: dict[tuple[int, str], list[tuple[int, float]]],
    lacking: dict[tuple[int, int], list[tuple[int, float]]],
) -> None:
    problem = model.problem
    staff: dict[tuple[int, str], int] = defaultdict(int)
    for one in problem.teachers:
        staff[one.row, one.subject] += one.n
    for (row, subject), terms in subjects.items():
        model.row(f"J|{row}|{subject}", terms, None, max(0, staff[row, subject] - problem.keeps))
    for row, terms in leave.items():
        model.row(f"G|{row}", terms, None, int(problem.giver_most[row]))
        spare = max(0, int(problem.staff[row] - problem.staff_least[row]))
        back = [(at, -1.0) for at, _ in come[row]]
        for j, item in enumerate(problem.items):
            if item.teachers and ("u", row, j) in model.column:
                back.append((model.column["u", row, j], -float(item.teachers)))
        model.row(f"W|{row}", [*terms, *back], None, spare)
    for (row, q), terms in lacking.items():
        trained = trained_items(problem, q)
        both = [(model.column["u", row, j], 1.0) for j in trained if ("u", row, j) in model.column]
        if both:
            rest = int(problem.staff[row]) - int(problem.have[row, q]) // HUNDRED
            model.row(f"N|{row}|{q}", [*terms, *both], None, rest)


def trained_items(problem: Problem, q: int) -> list[int]:
    """Items that make a teacher who is there count in a quantity."""
    return [j for j, item in enumerate(problem.items) if item.adds[q] and not item.teachers]


def _rotation_rows(model: Model) -> None:
    rotation = model.problem.rotation
    comes = [(key, at) for key, at in model.column.items() if key[0] == "t"]
    if rotation.least:
        model.rows.append(Row("R", [(at, 1.0) for _, at in comes], rotation.least, None))
    if rotation.backbone:
        share = float(rotation.backbone)
        low = float(rotation.backbone * rotation.already - rotation.backbone_already)
        terms = [(at, counts_in(key[2], 1) - share) for key, at in comes]
        if terms or low > 0:
            model.rows.append(Row("B", terms, low, None))


def _pool_rows(model: Model) -> None:
    """Items of one pool share a ceiling; a single item's is its bound."""
    problem = model.problem
    for (row, pool), ceiling in sorted(problem.ceilings.items()):
        terms = [
            (model.column["u", row, j], uses(item) / HUNDRED)
            for j, item in enumerate(problem.items)
            if item.pool == pool and ("u", row, j) in model.column
        ]
        if len(terms) > 1:
            model.row(f"H|{row}|{pool}", terms, None, ceiling / HUNDRED)


def held(model: Model, values: Sequence[float]) -> np.ndarray:
    """What schools have in a solution, (n_rows, 7), in hundredths and not rounded."""
    problem: Problem = model.problem
    change = np.array(
        [
            [values[model.column["v", row, q]] * problem.step(q) for q in range(len(QUANTITIES))]
            for row in range(problem.n_rows)
        ]
    )
    return np.asarray(problem.have + change)
