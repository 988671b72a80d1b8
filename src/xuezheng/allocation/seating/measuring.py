"""What came out: pairs of equals side by side and aslant, and how evenly schools are mixed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from xuezheng.allocation.seating.problem import Ints, Layout, Problem


@dataclass(frozen=True)
class Pairs:
    """Neighbours alike in any column, beside and aslant; neighbours beside alike in each column."""

    beside: int
    aslant: int
    by_column: tuple[int, ...]


def pairs_of(problem: Problem, room: Ints, seat: Ints) -> Pairs:
    """Count the pairs of a plan, column by column, over all rooms at once."""
    number: dict[Layout, int] = {}
    layout = np.array([number.setdefault(r.layout, len(number)) for r in problem.rooms], dtype=np.int64)
    widest = 2 + max((max(place) for shape in number for place in shape.places), default=0)
    places = np.zeros((len(number), max((len(s.places) for s in number), default=1), 2), dtype=np.int64)
    for shape, n in number.items():
        places[n, : len(shape.places)] = shape.places
    at = places[layout[room], seat]
    grid = np.full((len(problem.rooms), widest + 1, widest + 1), -1, dtype=np.int64)
    grid[room, at[:, 0], at[:, 1]] = np.arange(len(room))
    beside, by_column = _alike(problem, grid, ((1, 0), (0, 1)))
    aslant, _ = _alike(problem, grid, ((1, 1), (1, -1)))
    return Pairs(beside, aslant, by_column)


def _alike(problem: Problem, grid: Ints, ways: tuple[tuple[int, int], ...]) -> tuple[int, tuple[int, ...]]:
    total, by_column = 0, np.zeros(problem.alike.shape[1], dtype=np.int64)
    for right, back in ways:
        ahead = np.roll(grid, (-right, -back), axis=(1, 2))
        both = np.nonzero((grid >= 0) & (ahead >= 0))
        alike = problem.alike[grid[both]] == problem.alike[ahead[both]]
        total += int(alike.any(axis=1).sum())
        by_column += alike.sum(axis=0)
    return total, tuple(by_column.tolist())


def mixing_of(problem: Problem, room: Ints) -> Mapping[str, Any]:
    """How far each school's number in a room is from its share of the group: the most, and on average.

    A room of n of a group of N, in which a school has k, has its share with n × k ÷ N of them.
    """
    wide = int(problem.alike[:, 0].max(initial=0)) + 1
    group, school = problem.part, problem.alike[:, 0]
    n_group = np.bincount(group, minlength=len(problem.part_names))
    pairs, k = np.unique(group * wide + school, return_counts=True)
    in_slot = {(slot.room, slot.part): slot.n for slot in problem.slots}
    found, n = np.unique((room * len(problem.part_names) + group) * wide + school, return_counts=True)
    counts = dict(zip(found.tolist(), n.tolist(), strict=True))
    schools_of: dict[int, list[tuple[int, int]]] = {}
    for code, size in zip(pairs.tolist(), k.tolist(), strict=True):
        schools_of.setdefault(code // wide, []).append((code % wide, size))
    worst, off_by, cells = Fraction(0), dict[int, int](), 0
    for (where, part), seats in in_slot.items():
        size = int(n_group[part])
        for value, members in schools_of.get(part, ()):
            here = counts.get((where * len(problem.part_names) + part) * wide + value, 0)
            off = abs(here * size - seats * members)
            worst = max(worst, Fraction(off, size))
            off_by[size], cells = off_by.get(size, 0) + off, cells + 1
    total = sum((Fraction(off, size) for size, off in off_by.items()), Fraction(0))
    return {"most": round(float(worst), 3), "mean": round(float(total / max(cells, 1)), 3)}
