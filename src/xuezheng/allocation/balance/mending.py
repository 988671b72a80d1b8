"""A whole-number plan that misses a coefficient by a hair is mended with a few more units."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from xuezheng.allocation.balance.judging import Coefficient, coefficients
from xuezheng.allocation.balance.problem import Plan, Problem, cost_of, holdings, uses

#: More units than this are no hair: the search goes on instead.
MOST_UNITS = 60


def mended(problem: Problem, plan: Plan) -> Plan:
    """The plan with units added where they narrow a failing coefficient most for their cost.

    Units only add to what schools have, so every school that passed still passes.
    """
    units = plan.units.copy()
    for _ in range(MOST_UNITS):
        plan = replace(plan, units=units)
        failing = [one for one in coefficients(problem, holdings(problem, plan)) if not one.passes]
        if not failing:
            break
        best = _best(problem, plan, failing[0])
        if best is None:
            break
        units = units.copy()
        units[best] += 1
    return replace(plan, fen=cost_of(problem, plan))


def _best(problem: Problem, plan: Plan, one: Coefficient) -> tuple[int, int] | None:
    """The school and item whose next unit takes most off the coefficient for a fen."""
    have, at, q = holdings(problem, plan), problem.years.index(one.year), one.quantity
    rows = [row for row in problem.rows_of[one.stage] if problem.pupils[row, at]]
    pupils = {row: int(problem.pupils[row, at]) for row in rows}
    total = sum(int(have[row, q]) for row in rows)
    scale = (1 + one.limit**2) * total / sum(pupils.values())
    found: list[tuple[float, int, int]] = []
    for row in rows:
        fall = scale - Fraction(int(have[row, q]), pupils[row])
        for j, item in enumerate(problem.items):
            if fall > 0 and item.adds[q] and _is_free(problem, plan.units, row, j):
                found.append((-float(fall) * item.adds[q] / max(item.fen, 1), row, j))
    return min(found)[1:] if found else None


def _is_free(problem: Problem, units: np.ndarray, row: int, j: int) -> bool:
    """Whether one more unit is within the item's bound and its pool's ceiling."""
    item = problem.items[j]
    if units[row, j] >= problem.most[row, j]:
        return False
    if not item.teachers and any(item.adds[:3]):
        return False
    ceiling = problem.ceilings.get((row, item.pool))
    used = sum(uses(i) * int(units[row, k]) for k, i in enumerate(problem.items) if i.pool == item.pool)
    return ceiling is None or used + uses(item) <= ceiling
