"""The coefficients of variation as rows of the programme: cones, and tangents that close in on them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from xuezheng.allocation.balance.model import Model, Row, resources_of
from xuezheng.allocation.balance.problem import QUANTITIES, Problem

#: Slopes of tangents are whole millionths.
MILLION = 10**6


def model_of(problem: Problem) -> Model:
    """The whole county, coefficients of variation not yet closed in on."""
    model = resources_of(problem)
    _cone_rows(model)
    return model


@dataclass(frozen=True)
class Cut:
    """Tangents of one coefficient of variation, one a school: slopes in millionths, in the order of its rows.

    For every slope a, s ≥ 2 a x - a² P m holds wherever s m ≥ x²/P: no solver needs to be believed.
    """

    stage: str
    quantity: int
    at: int
    slopes: tuple[int, ...]


def _cone_rows(model: Model) -> None:
    """`s` bears x²/(P m) of each school, `m` is the mean of a school; together s may be (1 + limit²) Σ x.

    A coefficient is within its limit exactly where Σ x²/P ≤ (1 + limit²) (Σ x)² / Σ P.
    """
    problem = model.problem
    for stage, at, rows in cones(problem):
        most = 1 + float(problem.standard.cv[stage]) ** 2
        for q in spread_of(problem, stage):
            step, changes = problem.step(q), [model.column["v", row, q] for row in rows]
            have = sum(int(problem.have[row, q]) for row in rows) / step
            highest = have + sum(model.high[change] for change in changes)
            mean = model.add(("m", stage, q, at), 0, highest / len(rows), whole=False)
            model.row(
                f"M|{stage}|{q}|{at}", [(mean, float(len(rows))), *((c, -1.0) for c in changes)], have, have
            )
            bears = [model.add(("s", row, q, at), 0, most * highest, whole=False) for row in rows]
            model.row(
                f"Q|{stage}|{q}|{at}",
                [*((c, most) for c in changes), *((b, -1.0) for b in bears)],
                -most * have,
                None,
            )


def spread_of(problem: Problem, stage: str) -> list[int]:
    """Quantities whose coefficient is asked and held."""
    every = range(len(QUANTITIES))
    return [q for q in every if problem.is_asked(stage, q) and problem.holds("spread", f"{stage}|{q}")]


def cones(problem: Problem) -> Iterable[tuple[str, int, tuple[int, ...]]]:
    """Stage, year and the rows that have pupils then."""
    for stage, rows in problem.rows_of.items():
        for at in range(len(problem.years)):
            here = tuple(row for row in rows if problem.pupils[row, at])
            if here:
                yield stage, at, here


def tangent(problem: Problem, stage: str, quantity: int, at: int, have: np.ndarray) -> Cut:
    """The tangents at what schools have, (n_rows,) in any unit."""
    rows = [row for row in problem.rows_of[stage] if problem.pupils[row, at]]
    pupils = problem.pupils[rows, at].astype(float)
    mean = have[rows].sum() / pupils.sum()
    slopes = np.round(have[rows] / pupils / mean * MILLION).astype(np.int64)
    return Cut(stage, quantity, at, tuple(slopes.tolist()))


def cut_rows(model: Model, cut: Cut, number: int) -> list[Row]:
    """The rows of a cut: one a school whose slope is not nothing."""
    problem, q, at = model.problem, cut.quantity, cut.at
    rows = [row for row in problem.rows_of[cut.stage] if problem.pupils[row, at]]
    total, step, mean = (
        int(problem.pupils[rows, at].sum()),
        problem.step(q),
        model.column["m", cut.stage, q, at],
    )
    found = []
    for row, whole in zip(rows, cut.slopes, strict=True):
        if whole:
            a = whole / MILLION
            share = a * a * int(problem.pupils[row, at]) * len(rows) / total
            low = 2 * a * int(problem.have[row, q]) / step
            terms = [
                (model.column["s", row, q, at], 1.0),
                (model.column["v", row, q], -2 * a),
                (mean, share),
            ]
            found.append(Row(f"C|{number}|{row}", terms, low, None))
    return found


def tightened(model: Model, slack: float) -> Model:
    """The same model with every limit of a coefficient a little lower."""
    if not slack:
        return model
    rows = [
        Row(
            row.name,
            [(at, a * (1 - slack) if a > 0 else a) for at, a in row.terms],
            (row.low or 0) * (1 - slack),
            None,
        )
        if row.name.startswith("Q|")
        else row
        for row in model.rows
    ]
    return replace(model, rows=rows)
