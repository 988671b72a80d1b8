"""The objective of a plan, and what no plan can beat: both exact, as fractions.

Class totals of a whole-numbered column are whole numbers, and whole numbers cannot be shared evenly.
For each column alone the best sharing is found exactly; columns can only hinder each other, so the
sum over columns is a lower bound.
"""

import heapq
from fractions import Fraction
from math import gcd, lcm

import numpy as np

from xuezheng.allocation.classes.columns import Column
from xuezheng.allocation.classes.problem import Ints


def objective_of(columns: list[Column], room: Ints, n_classes: int) -> Fraction:
    """F = Σ over classes of size · |class mean - overall mean|², in standard deviations, exactly.

    For a column with class totals t_k: Σ_k (N·t_k - n_k·T)² / n_k, divided by N·Σy² - T².
    """
    sizes = [int(v) for v in np.bincount(room, minlength=n_classes)]
    order = np.argsort(room, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    unit = _unit(sizes)
    total = Fraction(0)
    for column in columns:
        sums = _class_sums(column.y[order], starts, sizes)
        total += _deviation(sums, sizes, column, room.size, unit)
    return total


def _unit(sizes: list[int]) -> int:
    """A common multiple of the sizes when it is small, else 0."""
    unit = 1
    for size in set(sizes):
        unit = lcm(unit, size) if size else unit
        if unit > 1 << 64:
            return 0
    return unit


def _class_sums(ordered: Ints, starts: Ints, sizes: list[int]) -> list[int]:
    if ordered.dtype == object or int(np.abs(ordered).max()) * max(sizes) >= 1 << 62:
        return [sum(ordered[s : s + n].tolist()) for s, n in zip(starts.tolist(), sizes, strict=True)]
    return [int(v) for v in np.add.reduceat(ordered, starts)]


def _deviation(sums: list[int], sizes: list[int], column: Column, n: int, unit: int) -> Fraction:
    gaps = [n * s - size * column.total for s, size in zip(sums, sizes, strict=True)]
    if unit:
        top = sum(gap * gap * (unit // size) for gap, size in zip(gaps, sizes, strict=True))
        return Fraction(top, unit * column.spread)
    return sum((Fraction(gap * gap, size) for gap, size in zip(gaps, sizes, strict=True)), Fraction(0)) / (
        column.spread
    )


def bound_of(columns: list[Column], sizes: Ints) -> Fraction:
    """A proven lower bound of F for classes of these sizes (pupils, not heads)."""
    numbers = [int(v) for v in sizes]
    return sum((column_bound(column, numbers) for column in columns if column.is_whole), Fraction(0))


def column_bound(column: Column, sizes: list[int]) -> Fraction:
    """The least a column alone can contribute.

    Values lie on start + step·whole number; in steps, the class totals are whole numbers that add up
    to the column's total. The cost is convex in each total, so sharing out one step at a time to
    where it costs least, from shares rounded down, ends at the best sharing.
    """
    n = sum(sizes)
    start = int(column.y.min())
    step = int(np.gcd.reduce(column.y - start)) if column.y.dtype != object else gcd(*(column.y - start))
    total = (column.total - n * start) // step
    if len(set(sizes)) == 1:
        over = total % len(sizes)
        squares = Fraction(over * (len(sizes) - over), len(sizes) * sizes[0])
    else:
        squares = _uneven(total, sizes, n)
    return Fraction(squares.numerator * (step * n) ** 2, squares.denominator * column.spread)


def _uneven(total: int, sizes: list[int], n: int) -> Fraction:
    """Least Σ (t_k - size_k·total/n)² / size_k over whole t_k that add up to `total`."""
    unit = lcm(*set(sizes))
    part = [unit // size for size in sizes]
    shares = [size * total // n for size in sizes]

    def price(k: int, more: int) -> int:
        """What the step after `more` more costs class k, without a factor equal for all."""
        return (2 * ((shares[k] + more) * n - sizes[k] * total) + n) * part[k]

    classes = range(len(sizes))
    queue = [(price(k, 0), k) for k in classes]
    heapq.heapify(queue)
    for _ in range(total - sum(shares)):
        _, k = queue[0]
        shares[k] += 1
        heapq.heapreplace(queue, (price(k, 0), k))
    while True:
        # Move the dearest last step to where the next one is cheapest, as long as that gains.
        last = max(classes, key=lambda k: price(k, -1))
        cheapest = min(classes, key=lambda k: price(k, 0))
        if price(cheapest, 0) >= price(last, -1) or cheapest == last:
            break
        shares[cheapest] += 1
        shares[last] -= 1
    top = sum((n * t - size * total) ** 2 * p for t, size, p in zip(shares, sizes, part, strict=True))
    return Fraction(top, n * n * unit)
