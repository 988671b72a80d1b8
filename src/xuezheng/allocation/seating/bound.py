"""How few pairs of one school there must be, proven: docs/algorithms/seating.md §4."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import ceil

import numpy as np

from xuezheng.allocation.seating.problem import Ints, Layout, Problem, Room

FAR = 1 << 20


@cache
def least_pairs(layout: Layout, taken: int, diagonals: bool) -> tuple[int, ...]:
    """For m = 0 … taken: the fewest neighbouring pairs among m of the first `taken` seats.

    A dynamic programme over columns: the state is which seats of the last column are chosen.
    """
    used = layout.places[:taken]
    cost, before = np.full((1, taken + 1), FAR), np.zeros(1, dtype=np.int64)
    cost[0, 0] = 0
    for column in range(len(layout.heights)):
        open_rows = sum(1 << row for c, row in used if c == column)
        now = np.array([m for m in range(open_rows + 1) if m & ~open_rows == 0], dtype=np.int64)
        touching = np.bitwise_count(before[:, None] & now[None, :]).astype(np.int64)
        if diagonals:
            touching += np.bitwise_count(before[:, None] & (now << 1)[None, :])
            touching += np.bitwise_count(before[:, None] & (now >> 1)[None, :])
        fresh = np.full((len(now), taken + 1), FAR)
        for n, mask in enumerate(now.tolist()):
            size, inside = mask.bit_count(), (mask & (mask >> 1)).bit_count()
            best = (cost + touching[:, n, None]).min(axis=0) + inside
            fresh[n, size:] = best[: taken + 1 - size]
        cost, before = fresh, now
    return tuple(cost.min(axis=0).tolist())


def room_bound(problem: Problem, room: Ints, n: Ints) -> Ints:
    """For each room, the fewest pairs there can be in it: `n` (of one school each) sit in `room`."""
    kinds: dict[tuple[Layout, int], int] = {}
    kind = np.array([kinds.setdefault((r.layout, t), len(kinds)) for r, t in _rooms(problem)], dtype=np.int64)
    fewest = np.zeros((len(kinds), int(problem.taken.max(initial=0)) + 1), dtype=np.int64)
    for (layout, taken), number in kinds.items():
        fewest[number, : taken + 1] = least_pairs(layout, taken, problem.diagonals)
    found = np.zeros(len(problem.rooms), dtype=np.int64)
    np.add.at(found, room, fewest[kind[room], n])
    return found


def _rooms(problem: Problem) -> Iterator[tuple[Room, int]]:
    return zip(problem.rooms, problem.taken.tolist(), strict=True)


def bound_of(problem: Problem) -> int:
    """The fewest pairs any plan can have: each school of each group alone, spread at best."""
    total = 0
    n_parts, n_schools = int(problem.part_of.max(initial=-1)) + 1, len(problem.schools)
    kinds_of: list[Counter[tuple[Layout, int]]] = [Counter() for _ in range(n_parts)]
    for part, (room, taken) in zip(problem.part_of.tolist(), _rooms(problem), strict=True):
        kinds_of[part][room.layout, taken] += 1
    both, sizes = np.unique(problem.part * n_schools + problem.school, return_counts=True)
    schools_of: list[list[int]] = [[] for _ in range(n_parts)]
    for code, n in zip(both.tolist(), sizes.tolist(), strict=True):
        schools_of[code // n_schools].append(n)
    for kinds, schools in zip(kinds_of, schools_of, strict=True):
        pieces = sorted(
            (slope, length * n)
            for (layout, taken), n in kinds.items()
            for slope, length in _envelope(least_pairs(layout, taken, problem.diagonals))
        )
        total += ceil(sum((_cheapest(pieces, n) for n in schools), Fraction(0)))
    return total


def _envelope(values: tuple[int, ...]) -> list[tuple[Fraction, int]]:
    """Slopes and lengths of the lower convex hull of (m, values[m])."""
    hull: list[tuple[int, int]] = []
    for x, y in enumerate(values):
        while len(hull) > 1 and _is_above(hull[-2], hull[-1], (x, y)):
            hull.pop()
        hull.append((x, y))
    return [(Fraction(b[1] - a[1], b[0] - a[0]), b[0] - a[0]) for a, b in zip(hull, hull[1:], strict=False)]


def _is_above(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[1] - a[1]) * (c[0] - a[0]) >= (c[1] - a[1]) * (b[0] - a[0])


def _cheapest(pieces: list[tuple[Fraction, int]], n: int) -> Fraction:
    cost = Fraction(0)
    for slope, length in pieces:
        cost += slope * min(n, length)
        n -= min(n, length)
    return cost
