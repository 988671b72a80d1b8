"""How few pairs of equals there must be, proven: docs/algorithms/seating.md §5."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from math import ceil

import numpy as np

from xuezheng.allocation.seating.problem import Ints, Layout, Problem

FAR = 1 << 20
Pieces = list[tuple[Fraction, int]]
#: A column of what is kept apart, and one of its values.
Value = tuple[int, int]


@dataclass(frozen=True)
class Reason:
    """Why some of a group must sit side by side: so many alike, for whom so many places lie apart."""

    part: int
    column: int
    value: int
    n: int
    apart: int
    fewest: int


@dataclass(frozen=True)
class Bounds:
    """The fewest pairs alike in any column, those in each column, and why they are not nought."""

    pairs: int
    by_column: tuple[int, ...]
    reasons: tuple[Reason, ...]


@cache
def least_pairs(layout: Layout, taken: int, diagonals: bool) -> tuple[int, ...]:
    """For m = 0 … taken: the fewest neighbouring pairs among m of the first `taken` seats.

    A dynamic programme over columns: the state is which seats of the last column are chosen.
    """
    return tuple(_columns(layout, taken, diagonals)[-1][1].min(axis=0).tolist())


@lru_cache(maxsize=64)
def _columns(layout: Layout, taken: int, diagonals: bool) -> list[tuple[Ints, Ints]]:
    """Column by column: the choices of seats, and the fewest pairs so far by choice and by number chosen."""
    used = layout.places[:taken]
    cost, before = np.full((1, taken + 1), FAR), np.zeros(1, dtype=np.int64)
    cost[0, 0] = 0
    found = [(before, cost)]
    for column in range(len(layout.heights)):
        open_rows = sum(1 << row for c, row in used if c == column)
        now = np.array([m for m in range(open_rows + 1) if m & ~open_rows == 0], dtype=np.int64)
        touching = _touching(before, now, diagonals)
        fresh = np.full((len(now), taken + 1), FAR)
        for n, mask in enumerate(now.tolist()):
            size = mask.bit_count()
            best = (cost + touching[:, n, None]).min(axis=0) + _inside(mask)
            fresh[n, size:] = best[: taken + 1 - size]
        cost, before = fresh, now
        found.append((before, cost))
    return found


def _touching(before: Ints, now: Ints, diagonals: bool) -> Ints:
    """Pairs between every choice of one column and every choice of the next."""
    touching: Ints = np.bitwise_count(before[:, None] & now[None, :]).astype(np.int64)
    if diagonals:
        touching += np.bitwise_count(before[:, None] & (now << 1)[None, :])
        touching += np.bitwise_count(before[:, None] & (now >> 1)[None, :])
    return touching


def _inside(mask: int) -> int:
    return (mask & (mask >> 1)).bit_count()


def best_spread(
    layout: Layout, taken: int, m: int, diagonals: bool, chance: np.random.Generator
) -> list[int]:
    """Seats (from 0) of m among the first `taken` that have fewest pairs; one of all such ways by chance."""
    steps = _columns(layout, taken, diagonals)
    number = {place: n for n, place in enumerate(layout.places[:taken])}
    masks, cost = steps[-1]
    at = int(chance.choice(np.flatnonzero(cost[:, m] == cost[:, m].min())))
    found, left = list[int](), m
    for column in range(len(layout.heights) - 1, -1, -1):
        mask = int(masks[at])
        found += [number[column, row] for row in range(mask.bit_length()) if mask >> row & 1]
        before, earlier = steps[column]
        price = int(cost[at, left]) - _inside(mask)
        left -= mask.bit_count()
        total = earlier[:, left] + _touching(before, masks[at : at + 1], diagonals)[:, 0]
        at = int(chance.choice(np.flatnonzero(total == price)))
        masks, cost = before, earlier
    return found


def pair_tables(problem: Problem, diagonals: bool) -> Ints:
    """Row r: the fewest pairs among m = 0, 1 … of one sort in room r; far too many beyond its seats."""
    known: dict[tuple[Layout, int], int] = {}
    kind = [
        known.setdefault((room.layout, taken), len(known))
        for room, taken in zip(problem.rooms, problem.taken.tolist(), strict=True)
    ]
    tables = np.full((len(known) or 1, int(problem.taken.max(initial=0)) + 2), FAR, dtype=np.int64)
    for (layout, taken), number in known.items():
        tables[number, : taken + 1] = least_pairs(layout, taken, diagonals)
    return tables[np.array(kind, dtype=np.int64)]


def room_bounds(problem: Problem, room: Ints, diagonals: bool) -> Ints:
    """The fewest pairs there can be in each room by each column, with the candidates dealt to it."""
    tables = pair_tables(problem, diagonals)
    found = np.zeros((len(problem.rooms), problem.alike.shape[1]), dtype=np.int64)
    for column in range(problem.alike.shape[1]):
        wide = int(problem.alike[:, column].max(initial=0)) + 1
        both, n = np.unique(room * wide + problem.alike[:, column], return_counts=True)
        np.add.at(found[:, column], both // wide, tables[both // wide, n])
    return found


def bounds_of(problem: Problem, diagonals: bool) -> Bounds:
    """The fewest pairs any plan can have: each value of each group alone, spread at best."""
    rooms = _rooms_of(problem)
    pieces = {cluster: _pieces(kinds, diagonals) for cluster, kinds in rooms.items()}
    n_columns, total = problem.alike.shape[1], 0
    by_column, reasons = [0] * n_columns, list[Reason]()
    for cluster, kinds in _members(problem):
        n: Counter[Value] = Counter()
        for values, count in kinds:
            for column, value in enumerate(values):
                n[column, value] += count
        cost = {value: _cheapest(pieces[cluster], count) for value, count in n.items()}
        total += ceil(sum(_strongest(component, cost) for component in _components(kinds)))
        for column in range(n_columns):
            by_column[column] += ceil(
                sum((c for value, c in cost.items() if value[0] == column), Fraction(0))
            )
        apart = sum(length for slope, length in pieces[cluster] if slope == 0)
        reasons += [
            Reason(cluster, *value, n[value], apart, ceil(price))
            for value, price in sorted(cost.items())
            if price > 0
        ]
    return Bounds(total, tuple(by_column), tuple(reasons))


def _members(problem: Problem) -> Iterator[tuple[int, list[tuple[tuple[int, ...], int]]]]:
    """Each cluster of groups with its combinations of values and how many candidates have them."""
    kinds, of = problem.kinds
    both, counts = np.unique(problem.clusters[problem.part] * len(kinds) + of, return_counts=True)
    found: dict[int, list[tuple[tuple[int, ...], int]]] = defaultdict(list)
    for code, n in zip(both.tolist(), counts.tolist(), strict=True):
        found[code // len(kinds)].append((tuple(kinds[code % len(kinds)].tolist()), n))
    yield from sorted(found.items())


def _components(kinds: list[tuple[tuple[int, ...], int]]) -> list[set[Value]]:
    """Values that no candidate has together lie in different components: their pairs differ."""
    found: list[set[Value]] = []
    if kinds and len(kinds[0][0]) == 1:
        return [{(0, values[0])} for values, _ in kinds]
    for values, _ in kinds:
        joined, apart = set(enumerate(values)), []
        for component in found:
            if component & joined:
                joined |= component
            else:
                apart.append(component)
        found = [*apart, joined]
    return found


def _strongest(component: set[Value], cost: Mapping[Value, Fraction]) -> Fraction:
    sums: dict[int, Fraction] = defaultdict(Fraction)
    for column, value in component:
        sums[column] += cost[column, value]
    return max(sums.values())


def _rooms_of(problem: Problem) -> dict[int, Counter[tuple[Layout, int]]]:
    """For each cluster, its rooms by layout and number seated."""
    rooms: dict[int, Counter[tuple[Layout, int]]] = defaultdict(Counter)
    clusters, taken = problem.clusters.tolist(), problem.taken.tolist()
    for room, cluster in {slot.room: clusters[slot.part] for slot in problem.slots}.items():
        rooms[cluster][problem.rooms[room].layout, taken[room]] += 1
    return rooms


def _pieces(rooms: Counter[tuple[Layout, int]], diagonals: bool) -> Pieces:
    """What one more of a sort costs, cheapest first, over all rooms."""
    return sorted(
        (slope, length * n)
        for (layout, seats), n in rooms.items()
        for slope, length in _envelope(least_pairs(layout, seats, diagonals))
    )


def _envelope(values: tuple[int, ...]) -> Pieces:
    """Slopes and lengths of the lower convex hull of (m, values[m])."""
    hull: list[tuple[int, int]] = []
    for x, y in enumerate(values):
        while len(hull) > 1 and _is_above(hull[-2], hull[-1], (x, y)):
            hull.pop()
        hull.append((x, y))
    return [(Fraction(b[1] - a[1], b[0] - a[0]), b[0] - a[0]) for a, b in zip(hull, hull[1:], strict=False)]


def _is_above(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[1] - a[1]) * (c[0] - a[0]) >= (c[1] - a[1]) * (b[0] - a[0])


def _cheapest(pieces: Pieces, n: int) -> Fraction:
    cost = Fraction(0)
    for slope, length in pieces:
        cost += slope * min(n, length)
        n -= min(n, length)
    return cost
