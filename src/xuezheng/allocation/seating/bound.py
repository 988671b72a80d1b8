"""How few pairs of one school there must be, proven: docs/algorithms/seating.md §4."""

from collections import Counter
from fractions import Fraction
from functools import cache
from math import ceil

import numpy as np

from xuezheng.allocation.seating.problem import Ints, Layout, Problem

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


def room_bound(problem: Problem, counts: Ints) -> Ints:
    """For each room, the fewest pairs with these numbers (rooms, schools as triples) of schools in it."""
    found = np.zeros(len(problem.rooms), dtype=np.int64)
    for room, _, n in counts.tolist():
        taken = int(problem.taken[room])
        found[room] += least_pairs(problem.rooms[room].layout, taken, problem.diagonals)[n]
    return found


def bound_of(problem: Problem) -> int:
    """The fewest pairs any plan can have: each school of each group alone, spread at best."""
    total = 0
    for part in range(int(problem.part_of.max(initial=-1)) + 1):
        rooms = np.flatnonzero(problem.part_of == part)
        kinds = Counter((problem.rooms[r].layout, int(problem.taken[r])) for r in rooms.tolist())
        pieces = sorted(
            (slope, length * n)
            for (layout, taken), n in kinds.items()
            for slope, length in _envelope(least_pairs(layout, taken, problem.diagonals))
        )
        schools = Counter(problem.school[problem.part == part].tolist())
        total += ceil(sum((_cheapest(pieces, n) for n in schools.values()), Fraction(0)))
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
