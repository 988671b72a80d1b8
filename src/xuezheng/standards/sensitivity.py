"""How near a verdict is to turning: the distance to pass, the weakest school, which one school would flip it.

For a coefficient, with P and x of each school, S₁ = ΣP, S₂ = Σx, S₃ = Σx²/P: CV² + 1 = S₁·S₃ ÷ S₂². Leaving a
school out, or giving it more, changes three sums; so every school is tried without counting again.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from xuezheng.standards.counting import Counted, Floats, Ints
from xuezheng.standards.measures import Measure
from xuezheng.standards.verdict import State

#: Quantities are counted in hundredths; counts of people and rooms in whole ones.
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Shortfall:
    """What one school lacks of one measure to reach its threshold, in the unit of the return."""

    area: str
    stage: str
    school: str
    name: str
    measure: Measure
    value: Decimal
    limit: Decimal
    lacks: Decimal


@dataclass(frozen=True)
class Nearness:
    """One measure of one area and stage: how far its spread is from the limit, and what would turn it.

    Attributes
    ----------
    margin : float or None
        Limit − CV: how much room is left (negative: how much too much).
    weakest, weakest_value
        The school with the lowest value.
    without : str
        The school whose absence turns the verdict of this spread; empty when none alone does.
    cv_without : float or None
        The coefficient then.
    change_at, change : str, Decimal
        The school where the smallest change of its quantity brings the spread within the limit (of an unmet
        one), and that change, up or down; `change` is None when no single school's change does.
    """

    area: str
    stage: str
    measure: Measure
    state: State
    cv: float | None
    limit: Decimal
    margin: float | None
    weakest: str
    weakest_name: str
    weakest_value: float | None
    without: str
    without_name: str
    cv_without: float | None
    change_at: str
    change_name: str
    change: Decimal | None


def shortfalls(counted: Counted, area: str) -> list[Shortfall]:
    """Every school and measure of an area below its threshold, the largest share lacking first."""
    found = []
    for place, (of_area, stage) in enumerate(counted.groups):
        if of_area != area or not counted.limits.floors:
            continue
        for row in counted.by_group[place].tolist():
            for column, measure in enumerate(counted.measures):
                if not counted.is_met[row, column] and not counted.is_bad[row, column]:
                    found.append(_shortfall(counted, row, column, measure, stage))
    return sorted(found, key=lambda each: (each.value / each.limit, each.school, each.measure.code))


def nearness(counted: Counted, area: str) -> list[Nearness]:
    """The measures of an area by stage, in the order of the standard."""
    return [
        _nearness(counted, place, column)
        for place, (of_area, _) in enumerate(counted.groups)
        if of_area == area
        for column in range(len(counted.measures))
    ]


def _shortfall(counted: Counted, row: int, column: int, measure: Measure, stage: str) -> Shortfall:
    pupils, cents = int(counted.pupils[row]), int(counted.cents[row, column])
    limit = counted.limits.floors[stage][measure.code].value
    held = Decimal(cents) / 100
    unit = Decimal(1) if measure.column.startswith("n_") else _CENT
    needed = (limit * pupils / measure.scale).quantize(unit, ROUND_CEILING)
    return Shortfall(
        area=_text(counted, row, "area"),
        stage=stage,
        school=_text(counted, row, "school"),
        name=_text(counted, row, "name"),
        measure=measure,
        value=held * measure.scale / pupils,
        limit=limit,
        lacks=needed - held,
    )


def _nearness(counted: Counted, place: int, column: int) -> Nearness:
    area, stage = counted.groups[place]
    measure, limit = counted.measures[column], counted.limits.spread[stage].value
    rows = counted.by_group[place]
    rows = rows[~counted.is_bad[rows, column]]
    cv = counted.cv[place, column]
    is_open = bool(counted.has_bad[place, column]) or not len(rows) or math.isnan(cv)
    pupils = counted.pupils[rows].astype(float)
    held = counted.cents[rows, column].astype(float)
    weakest = rows[int(np.argmin(held / pupils))] if len(rows) else -1
    state: State = "unknown" if is_open else "unmet" if counted.is_over[place, column] else "met"
    out, cv_out = (-1, None) if is_open else _without(pupils, held, float(limit), state)
    at, change = (-1, None) if state != "unmet" else _one_change(pupils, held, float(limit), measure)
    return Nearness(
        area=area,
        stage=stage,
        measure=measure,
        state=state,
        cv=None if is_open else float(cv),
        limit=limit,
        margin=None if is_open else float(limit) - float(cv),
        weakest=_text(counted, weakest, "school"),
        weakest_name=_text(counted, weakest, "name"),
        weakest_value=_value(counted, weakest, column, measure),
        without=_text(counted, _row(rows, out), "school"),
        without_name=_text(counted, _row(rows, out), "name"),
        cv_without=cv_out,
        change_at=_text(counted, _row(rows, at), "school"),
        change_name=_text(counted, _row(rows, at), "name"),
        change=change,
    )


def _without(pupils: Floats, held: Floats, limit: float, state: State) -> tuple[int, float | None]:
    """The school without which the spread lies on the other side of its limit, the most so."""
    if len(pupils) < 2:
        return -1, None
    people, total, squares = (
        pupils.sum() - pupils,
        held.sum() - held,
        (held**2 / pupils).sum() - held**2 / pupils,
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.sqrt(np.maximum(people * squares / total**2 - 1, 0.0))
    cv = np.where(total > 0, cv, np.nan)
    turned = cv > limit if state == "met" else cv <= limit
    if not turned.any():
        return -1, None
    tried = np.where(turned, cv, -np.inf if state == "met" else np.inf)
    at = int(np.argmax(tried) if state == "met" else np.argmin(tried))
    return at, float(cv[at])


def _one_change(pupils: Floats, held: Floats, limit: float, measure: Measure) -> tuple[int, Decimal | None]:
    """The smallest change of one school's quantity that brings the spread within the limit.

    With y for the new quantity: S₁(A + y²/P) ≤ K(B + y)², a quadratic in y whose roots bound what is allowed.
    """
    people, total, squares = pupils.sum(), held.sum(), (held**2 / pupils).sum()
    bound = 1 + limit**2
    others, others_squares = total - held, squares - held**2 / pupils
    a = people / pupils - bound
    b = -2 * bound * others
    c = people * others_squares - bound * others**2
    with np.errstate(invalid="ignore", divide="ignore"):
        root = np.sqrt(b**2 - 4 * a * c)
        low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    ok = (a > 0) & np.isfinite(root) & (high >= 0)
    if not ok.any():
        return -1, None
    target = np.where(held < low, low, np.where(held > high, high, held))
    change = np.where(ok & (target >= 0), target - held, np.inf)
    at = int(np.argmin(np.abs(change)))
    if not np.isfinite(change[at]):
        return -1, None
    unit = Decimal(1) if measure.column.startswith("n_") else _CENT
    exact = Decimal(repr(float(change[at]))) / 100
    return at, exact.quantize(unit, ROUND_CEILING if exact > 0 else ROUND_FLOOR)


def _row(rows: Ints, at: int) -> int:
    return int(rows[at]) if at >= 0 else -1


def _text(counted: Counted, row: int, column: str) -> str:
    return str(counted.table[column][int(row)].as_py() or "") if row >= 0 else ""


def _value(counted: Counted, row: int, column: int, measure: Measure) -> float | None:
    if row < 0:
        return None
    return int(counted.cents[row, column]) * measure.scale / 100 / int(counted.pupils[row])
