"""What would turn a whole verdict: the schools whose absence alone changes it, and the items left over."""

from dataclasses import dataclass

import numpy as np

from xuezheng.standards.counting import Counted, Flags, Floats
from xuezheng.standards.inquiry import Inquiry
from xuezheng.standards.verdict import State, Verdict, together

#: A coefficient this little above its limit without a school counts as within it.
_HAIR = 1e-12


@dataclass(frozen=True)
class Turning:
    """The resource part of an area with one school left out: what it is then, and what it was."""

    school: str
    name: str
    stage: str
    was: State
    would_be: State
    changed: tuple[str, ...]


def leave_one_out(inquiry: Inquiry, area: str) -> list[Turning]:
    """Every school whose absence would change an item of the area's resource part, in the order of the table.

    Notes
    -----
    O(schools × measures): the sums S₁ = ΣP, S₂ = Σx, S₃ = Σx²/P less one school's share give its coefficient.
    """
    counted = inquiry.counted
    places = [place for place, (of_area, _) in enumerate(counted.groups) if of_area == area]
    now = {key: state for place in places for key, state in _states(counted, place).items()}
    was = together(list(now.values()))
    found = []
    for place in places:
        rows = counted.by_group[place]
        without = _states_without(counted, place)
        for at, states in enumerate(without):
            changed = tuple(key for key, state in states.items() if state != now[key])
            if changed and len(rows) > 1:
                school, name, stage = (
                    str(counted.table[c][int(rows[at])].as_py() or "") for c in ("school", "name", "stage")
                )
                would_be = together(list((now | states).values()))
                found.append(Turning(school, name, stage, was, would_be, changed))
    return found


def in_the_way(verdict: Verdict) -> tuple[list[str], list[str]]:
    """Labels of the items that are not met, and of those that cannot be told: all that stands before a pass."""
    unmet = [outcome.label for outcome in verdict.outcomes if outcome.state == "unmet"]
    return unmet, [outcome.label for outcome in verdict.outcomes if outcome.state == "unknown"]


def _states(counted: Counted, place: int) -> dict[str, State]:
    """The items of one area and stage as they are."""
    area, stage = counted.groups[place]
    states: dict[str, State] = {}
    if counted.limits.met_least is not None:
        passes = counted.passes[counted.by_group[place]]
        is_open = bool((passes < 0).any()) or (area, stage) in counted.is_lacking
        states[f"schools.{stage}"] = _state(bool((passes == 0).any()), is_open=is_open)
    for column, measure in enumerate(counted.measures):
        is_open = bool(counted.has_bad[place, column]) or bool(np.isnan(counted.cv[place, column]))
        is_over = bool(counted.is_over[place, column])
        states[f"spread.{stage}.{measure.code}"] = "unknown" if is_open else "unmet" if is_over else "met"
    return states


def _states_without(counted: Counted, place: int) -> list[dict[str, State]]:
    """The same items without each school in turn."""
    area, stage = counted.groups[place]
    rows = counted.by_group[place]
    is_lacking = (area, stage) in counted.is_lacking
    states: list[dict[str, State]] = [{} for _ in rows]
    if counted.limits.met_least is not None:
        passes = counted.passes[rows]
        fails = (passes == 0).sum() - (passes == 0)
        opens = (passes < 0).sum() - (passes < 0)
        for at in range(len(rows)):
            states[at][f"schools.{stage}"] = _state(fails[at] > 0, is_open=opens[at] > 0 or is_lacking)
    cvs = _cvs_without(
        counted.pupils[rows].astype(float), counted.cents[rows].astype(float), counted.is_bad[rows]
    )
    bad = counted.is_bad[rows]
    is_open = (bad.sum(axis=0) - bad > 0) | is_lacking | np.isnan(cvs)
    limit = float(counted.limits.spread[stage].value)
    for column, measure in enumerate(counted.measures):
        key = f"spread.{stage}.{measure.code}"
        for at in range(len(rows)):
            over = cvs[at, column] > limit + _HAIR
            states[at][key] = "unknown" if is_open[at, column] else "unmet" if over else "met"
    return states


def _cvs_without(pupils: Floats, held: Floats, is_bad: Flags) -> Floats:
    """The coefficient of each measure without each school; NaN when nothing is left to compare."""
    people = np.where(is_bad, 0.0, np.maximum(pupils, 1.0)[:, None])
    amounts = np.where(is_bad, 0.0, held)
    squares = np.where(is_bad, 0.0, amounts**2 / np.maximum(people, 1.0))
    s1, s2, s3 = (each.sum(axis=0) - each for each in (people, amounts, squares))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(s2 > 0, np.sqrt(np.maximum(s1 * s3 / s2**2 - 1, 0.0)), np.nan)


def _state(is_unmet: bool, *, is_open: bool) -> State:
    return "unmet" if is_unmet else "unknown" if is_open else "met"
