"""Those nobody took: placed where seats are free, by a stated rule, or listed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.admissions.priority import ITSELF, test_holds

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem

Whole = NDArray[np.int64]


def place_left_over(problem: "Problem", programme: Whole, numbers: Whole | None) -> Iterator[tuple[int, int]]:
    """Place those left over: by lottery number, each at the first programme with a free seat.

    Programmes are tried in order of their codes, only those for which the scheme's `same` conditions
    hold. Bound children stay together: a programme must have a seat for each.

    Yields
    ------
    pupil, programme
        Places in the problem's lists.
    """
    rule = problem.scheme.left_over
    if not rule or rule["rule"] != "place" or numbers is None:
        return
    left = np.array(problem.seats) - np.bincount(programme[programme >= 0], minlength=len(problem.programmes))
    units: dict[int, list[int]] = {}
    for i in np.flatnonzero(programme < 0).tolist():
        units.setdefault(int(numbers[i]), []).append(i)
    # Programmes without seats stay so: each kind of pupil goes on from where the last one stopped.
    reached: dict[tuple[object, ...], int] = {}
    for number in sorted(units):
        unit = units[number]
        kind = (len(unit), *(problem.attributes[one["column"]][unit[0]] for one in rule["same"]))
        p = reached.get(kind, 0)
        while p < len(left) and not (left[p] >= len(unit) and _suits(problem, rule["same"], unit[0], p)):
            p += 1
        reached[kind] = p
        if p < len(left):
            left[p] -= len(unit)
            yield from ((i, p) for i in unit)


def _suits(problem: "Problem", conditions: list[dict[str, Any]], pupil: int, p: int) -> bool:
    for one in conditions:
        cell = problem.attributes[one["column"]][pupil]
        if "same_as" in one:
            theirs = problem.programmes[p] if one["same_as"] == ITSELF else problem.facts[one["same_as"]][p]
            if not cell or cell != theirs:
                return False
        elif not test_holds(one, cell):
            return False
    return True
