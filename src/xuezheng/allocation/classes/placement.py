"""A first plan that keeps every hard rule: groups first, then everybody else into what is left."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from xuezheng.allocation.classes.kernels import below, draw_word
from xuezheng.allocation.classes.problem import Ints, Problem

#: How often the quick way is tried before the question is put to an exact solver.
TRIES = 12


@njit(cache=True, nogil=True)
def shuffled(n: int, state: Any) -> Any:
    """0 … n - 1 in random order."""
    order = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = below(draw_word(state), i + 1)
        order[i], order[j] = order[j], order[i]
    return order


@njit(cache=True, nogil=True)
def pick(n: int, state: Any) -> Any:
    """A random number from 0 to n - 1."""
    return below(draw_word(state), n)


@dataclass(frozen=True)
class Unit:
    """Pupils that go to one class: `heads` together, `counts` per strict value, -1 or a given class."""

    members: tuple[int, ...]
    heads: int
    counts: tuple[int, ...]
    fixed: int


def units_of(problem: Problem) -> list[Unit]:
    """Give the pupils that need care: in a group, placed by hand, to be kept apart, or counting double."""
    parent = list(range(problem.n_pupils))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for group in problem.together:
        for other in group[1:]:
            parent[find(int(other))] = find(int(group[0]))
    special = {int(i) for group in (*problem.together, *problem.apart) for i in group}
    special |= set(np.flatnonzero((problem.fixed >= 0) | (problem.heads != 1)).tolist())
    gathered: dict[int, list[int]] = {}
    for i in sorted(special):
        gathered.setdefault(find(i), []).append(i)
    return [_unit(problem, tuple(members)) for members in gathered.values()]


def _unit(problem: Problem, members: tuple[int, ...]) -> Unit:
    codes, n_values = strict_codes(problem)
    counts = np.bincount(codes[list(members)], minlength=n_values)
    fixed = max(int(problem.fixed[i]) for i in members)
    return Unit(members, int(problem.heads[list(members)].sum()), tuple(map(int, counts)), fixed)


def strict_codes(problem: Problem) -> tuple[Ints, int]:
    """The strict category of every pupil, and how many values it has; one value when there is none."""
    if problem.strict is None:
        return np.zeros(problem.n_pupils, np.int64), 1
    return problem.strict.code, len(problem.strict.values)


def quick_start(problem: Problem, state: np.ndarray) -> Ints | None:
    """Try to keep all hard rules the quick way; None when it did not work out."""
    units = units_of(problem)
    if any(_contradicts_itself(problem, unit) for unit in units):
        return None
    for _ in range(TRIES):
        room = _try(problem, units, state)
        if room is not None:
            return room
    return None


def _contradicts_itself(problem: Problem, unit: Unit) -> bool:
    """Whether members of one unit are placed in two classes, or are to be kept apart."""
    rooms = {int(problem.fixed[i]) for i in unit.members} - {-1}
    members = set(unit.members)
    return len(rooms) > 1 or any(len(members & set(group.tolist())) > 1 for group in problem.apart)


def _try(problem: Problem, units: list[Unit], state: np.ndarray) -> Ints | None:
    low, high = problem.bounds()
    room = np.full(problem.n_pupils, -1, np.int64)
    heads = np.zeros(problem.n_classes, np.int64)
    counts = np.zeros_like(low)
    enemies = _enemies(problem)
    order = shuffled(len(units), state)
    ranked = sorted(order.tolist(), key=lambda u: (units[u].fixed < 0, -units[u].heads))
    for u in ranked:
        unit = units[u]
        k = _seat(problem, unit, room, heads, counts, high, enemies, state)
        if k is None:
            return None
        room[list(unit.members)] = k
        heads[k] += unit.heads
        counts[k] += unit.counts
    cells = _cells(problem, room, heads, counts, state)
    if cells is None:
        return None
    return spread(problem, room, cells, state)


def _enemies(problem: Problem) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for group in problem.apart:
        for i in group.tolist():
            found.setdefault(i, set()).update(j for j in group.tolist() if j != i)
    return found


def _seat(
    problem: Problem,
    unit: Unit,
    room: Ints,
    heads: Ints,
    counts: Ints,
    high: Ints,
    enemies: dict[int, set[int]],
    state: np.ndarray,
) -> int | None:
    """The emptiest class that may take a unit; by lot among equals."""
    shut = {int(room[j]) for i in unit.members for j in enemies.get(i, ()) if room[j] >= 0}
    fits = (heads + unit.heads <= problem.sizes[:, 1]) & (counts + np.array(unit.counts) <= high).all(axis=1)
    if unit.fixed >= 0:
        return unit.fixed if fits[unit.fixed] and unit.fixed not in shut else None
    fits[list(shut)] = False
    open_classes = np.flatnonzero(fits)
    if not open_classes.size:
        return None
    emptiest = open_classes[heads[open_classes] == heads[open_classes].min()]
    return int(emptiest[int(pick(emptiest.size, state))])


def _cells(problem: Problem, room: Ints, heads: Ints, counts: Ints, state: np.ndarray) -> Ints | None:
    """How many ordinary pupils of each strict value go to each class, (n_classes, n_values)."""
    low, high = problem.bounds()
    codes, n_values = strict_codes(problem)
    supply = np.bincount(codes[room < 0], minlength=n_values)
    need = problem.sizes[:, 0] - heads
    spare = problem.sizes[:, 1] - problem.sizes[:, 0] + np.minimum(need, 0)
    need = np.maximum(need, 0)
    left = int(supply.sum() - need.sum())
    if left < 0 or (spare < 0).any():
        return None
    order = shuffled(problem.n_classes, state)
    while left > 0:
        open_classes = [k for k in order if spare[k] > 0]
        if not open_classes:
            return None
        for k in open_classes[:left]:
            need[k] += 1
            spare[k] -= 1
        left -= min(left, len(open_classes))
    return share_out(supply, need, np.maximum(low - counts, 0), high - counts, order)


def share_out(supply: Ints, need: Ints, low: Ints, high: Ints, order: Ints) -> Ints | None:
    """Whole numbers within low and high with these row and column sums, or None (a flow).

    Parameters
    ----------
    supply : array, shape (n_values,)
    need : array, shape (n_classes,)
    low, high : arrays, shape (n_classes, n_values)
    order : array of classes
        In which order classes are filled at first.
    """
    cells = low.copy()
    supply = supply - cells.sum(axis=0)
    need = need - cells.sum(axis=1)
    if (supply < 0).any() or (need < 0).any() or (low > high).any():
        return None
    offset = 0
    for v in range(supply.size):
        while supply[v] > 0:
            moved = 0
            for e in range(order.size):
                k = order[(offset + e) % order.size]
                if supply[v] > 0 and need[k] > 0 and cells[k, v] < high[k, v]:
                    cells[k, v] += 1
                    supply[v] -= 1
                    need[k] -= 1
                    moved += 1
                    last = e
            if not moved:
                break
            offset = (offset + last + 1) % order.size
    for v in range(supply.size):
        while supply[v] > 0:
            path = _path(v, need, cells, low, high)
            if path is None:
                return None
            for step, (value, k) in enumerate(path):
                cells[k, value] += 1 if step % 2 == 0 else -1
            supply[v] -= 1
            need[path[-1][1]] -= 1
    return cells


def _path(value: int, need: Ints, cells: Ints, low: Ints, high: Ints) -> list[tuple[int, int]] | None:
    """Shortest way to bring one more pupil of a value in: put into a class, take another value out, …"""
    came: dict[int, tuple[int, int] | None] = {value: None}
    entered: dict[int, int] = {}
    queue = deque([value])
    while queue:
        v = queue.popleft()
        for k in np.flatnonzero(cells[:, v] < high[:, v]).tolist():
            if k in entered:
                continue
            entered[k] = v
            if need[k] > 0:
                return list(_back(k, entered, came))[::-1]
            for w in np.flatnonzero(cells[k] > low[k]).tolist():
                if w not in came:
                    came[w] = (k, v)
                    queue.append(w)
    return None


def _back(
    k: int, entered: dict[int, int], came: dict[int, tuple[int, int] | None]
) -> Iterator[tuple[int, int]]:
    """Walk from the class with room back to the value: put in, taken out, put in …"""
    v = entered[k]
    yield v, k
    while (step := came[v]) is not None:
        yield v, step[0]
        v = step[1]
        yield v, step[0]


def spread(problem: Problem, room: Ints, cells: Ints, state: np.ndarray) -> Ints:
    """Send the ordinary pupils of each strict value to their classes by lot."""
    codes, n_values = strict_codes(problem)
    room = room.copy()
    for v in range(n_values):
        who = np.flatnonzero((room < 0) & (codes == v))
        room[who[shuffled(who.size, state)]] = np.repeat(np.arange(problem.n_classes), cells[:, v])
    return room
