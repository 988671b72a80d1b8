"""Bound children who give way at a last place, where every programme has an order of its own.

A unit of s goes to the first programme where, counted down its queue, s seats are left at its turn;
whoever comes behind it and fits is let in. One line for each size of unit says exactly that, and a plan
in which everybody goes to the first wish whose line her unit cleared wrongs nobody. With one queue there
is always one such plan; with several there need not be any (docs/algorithms/admissions.md, section 3).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from xuezheng.allocation.admissions.kernels import CLOSED, OPEN
from xuezheng.allocation.admissions.rounds import ask_on

Whole = NDArray[np.int64]
Index = NDArray[np.int32]
#: How often seats that became free are offered again before a search is given up.
OFFERS = 2_000


@dataclass(frozen=True)
class Units:
    """A batch for units of several sizes.

    `start` of shape (n_pupils + 1,); `pool`, `key`, `size` (of the pupil's unit) of shape (n_wishes,);
    `seats` of shape (n_pools,); no unit is larger than `largest`; members of a unit have equal wishes and keys, and nobody else has theirs.
    """

    start: Whole
    pool: Index
    key: Whole
    size: Whole
    seats: Whole
    largest: int

    @property
    def slot(self) -> Index:
        """Where the line of each wish stands: one for each pool and size."""
        return (self.pool * self.largest + self.size - 1).astype(np.int32)


def give_way(units: Units) -> tuple[Whole, Whole] | Whole:
    """The plan in which units that do not fit give way, or who moves in circles where none is found.

    Everybody asks down her list and lines fall until all fit. Seats that a unit left behind are then
    offered again, one pool after the other, until nobody would rather have one. Three orders of offering
    are tried. The result depends on keys and places of pools alone, never on the order of the input.

    Returns
    -------
    at, line
        As of `kernels.one_line`; or the pupils of units that moved in the last circle.
    """
    ringed = np.zeros(0, np.int64)
    for pick in (min, max, _middle):
        found = _searched(units, pick)
        if isinstance(found, tuple):
            return found
        ringed = found
    return ringed


def _middle(pools: list[int]) -> int:
    return pools[len(pools) // 2]


def _searched(units: Units, pick: Callable[[list[int]], int]) -> tuple[Whole, Whole] | Whole:
    seen: dict[bytes, int] = {}
    stages: list[Whole] = []
    for at, line, due in _states(units, pick):
        if (at == first_cleared(units, due)).all():
            return at, due.reshape(len(units.seats), units.largest).T.copy()
        state = line.tobytes()
        if state in seen or len(stages) >= OFFERS:
            return _moving(units, stages[seen.get(state, 0) :])
        seen[state] = len(stages)
        stages.append(at.copy())
    raise AssertionError("states never end")  # pragma: no cover - the generator is endless


def _states(units: Units, pick: Callable[[list[int]], int]) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Placements in which all fit, one after the other: wishes, lines asked under, lines as they are due."""
    n, size = len(units.seats), units.largest
    seats = np.repeat(units.seats, size)
    line = np.where(seats > np.tile(np.arange(size), n), OPEN, CLOSED).astype(np.int64)
    while True:
        at, due = _fallen(units, line)
        yield at, line, due
        better = first_cleared(units, due)
        rows = better[better < at]
        p = pick(np.unique(units.pool[rows]).tolist())
        line[p * size : (p + 1) * size] = due[p * size : (p + 1) * size]


def _fallen(units: Units, line: Whole) -> tuple[Whole, Whole]:
    """Let lines fall until whoever clears them fits; `line` is changed."""
    at, slot = first_cleared(units, line), units.slot
    while True:
        placed = at[at < units.start[1:]]
        order = np.lexsort((units.key[placed], units.pool[placed]))
        rows = placed[order]
        due = _drawn(units.pool[rows], units.key[rows], units.seats, units.largest)
        if (due >= line).all():
            return at, due
        np.minimum(line, due, out=line)
        ask_on(units.start, slot, units.key, at, line)


def first_cleared(units: Units, line: Whole) -> Whole:
    """The first wish of each pupil whose line is cleared; `start[i + 1]` for nobody's."""
    at = units.start[:-1].copy()
    ask_on(units.start, units.slot, units.key, at, line)
    return at


def _moving(units: Units, stages: list[Whole]) -> Whole:
    """Members of larger units that are not at the same wish throughout; all of them if none moves."""
    moved = np.zeros(len(units.start) - 1, bool)
    for stage in stages:
        moved |= stage != stages[0]
    has_wishes = np.flatnonzero(np.diff(units.start))
    bound = has_wishes[units.size[units.start[has_wishes]] > 1]
    return bound[moved[bound]] if moved[bound].any() else bound


@njit(cache=True)
def _drawn(pool: Index, key: Whole, seats: Whole, largest: int) -> Whole:
    """Lines of those who hold a place or ask for one, in order of pool and key; shape (n_pools * largest,)."""
    line = np.empty(len(seats) * largest, np.int64)
    for p in range(len(seats)):
        for s in range(largest):
            line[p * largest + s] = OPEN if seats[p] > s else CLOSED
    left, t = seats.copy(), 0
    while t < len(pool):
        last, p = t + 1, pool[t]
        while last < len(pool) and pool[last] == p and key[last] == key[t]:
            last += 1
        if last - t <= left[p]:
            left[p] -= last - t
            for s in range(left[p], largest):
                if line[p * largest + s] == OPEN:
                    line[p * largest + s] = key[t]
        t = last
    return line
