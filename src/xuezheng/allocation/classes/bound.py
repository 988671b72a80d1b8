"""The objective of a plan, and what no plan can beat: both exact, as fractions.

Class totals of a whole-numbered column are whole numbers, and whole numbers cannot be shared evenly.
For each column alone the best sharing is found exactly; columns can only hinder each other, so the
sum over columns is a lower bound. A tighter one looks at all values of a category together.
"""

import heapq
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import lcm

import numpy as np

from xuezheng.allocation.classes.columns import Column
from xuezheng.allocation.classes.problem import Ints

#: A fraction that is not cut down: numerator and denominator.
Part = tuple[int, int]
#: Columns times pupils that are summed in one go.
AT_ONCE = 1 << 20


def objective_of(columns: list[Column], room: Ints, n_classes: int) -> Fraction:
    """F = Σ over classes of size · |class mean - overall mean|², in standard deviations, exactly."""
    return _exact(objective_parts(columns, room, n_classes))


def bound_of(columns: list[Column], sizes: Ints) -> Fraction:
    """A proven lower bound of F for classes of these sizes (pupils, not heads)."""
    return _exact(bound_parts(columns, sizes))


def printed(parts: Iterable[Part]) -> float:
    """A sum of parts to nine decimals, as certificates print it: exact in its first sixty."""
    total = sum((top << 200) // bottom for top, bottom in parts)
    return float(round(Fraction(total, 1 << 200), 9))


def _exact(parts: Iterable[Part]) -> Fraction:
    return sum((Fraction(top, bottom) for top, bottom in parts), Fraction(0))


def objective_parts(columns: list[Column], room: Ints, n_classes: int) -> list[Part]:
    """What each column adds to F.

    For a column with class totals t_k: Σ_k (N·t_k - n_k·T)² / n_k, divided by N·Σy² - T².
    """
    sizes = [int(v) for v in np.bincount(room, minlength=n_classes)]
    unit = lcm(*(size for size in sizes if size))
    return [
        _deviation(sums, sizes, column, room.size, unit)
        for column, sums in zip(columns, _class_sums(columns, room, sizes), strict=True)
    ]


def _class_sums(columns: list[Column], room: Ints, sizes: list[int]) -> list[list[int]]:
    """Class totals of every column, exactly; no class is empty."""
    order = np.argsort(room, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    found: dict[int, list[int]] = {}
    rows: list[int] = []
    for c, column in enumerate(columns):
        y = column.y
        if y.dtype == object or max(int(y.max()), -int(y.min())) * max(sizes) >= 1 << 62:
            ordered = y[order].tolist()
            found[c] = [sum(ordered[s : s + n]) for s, n in zip(starts.tolist(), sizes, strict=True)]
        else:
            rows.append(c)
    at_once = max(1, AT_ONCE // room.size)
    for first in range(0, len(rows), at_once):
        some = rows[first : first + at_once]
        block = np.stack([columns[c].y for c in some])[:, order]
        found.update(zip(some, np.add.reduceat(block, starts, axis=1).tolist(), strict=True))
    return [found[c] for c in range(len(columns))]


def _deviation(sums: list[int], sizes: list[int], column: Column, n: int, unit: int) -> Part:
    top = sum(
        (n * s - size * column.total) ** 2 * (unit // size)
        for s, size in zip(sums, sizes, strict=True)
        if size
    )
    return top, unit * column.spread


def bound_parts(columns: list[Column], sizes: Ints) -> list[Part]:
    """What each whole-numbered column adds to the bound."""
    numbers = tuple(sorted(int(v) for v in sizes))
    return [column_bound(column, numbers) for column in columns if column.is_whole]


def column_bound(column: Column, sizes: tuple[int, ...]) -> Part:
    """The least the rounding of a column alone can contribute; sizes in ascending order.

    Values lie on least + step·whole number; in steps, the class totals are whole numbers that add up
    to the column's total.
    """
    n = sum(sizes)
    total = (column.total - n * column.least) // column.step
    top, bottom = _least(total % n, sizes)
    return top * (column.step * n) ** 2, bottom * column.spread


@lru_cache(maxsize=1 << 15)
def _least(total: int, sizes: tuple[int, ...]) -> Part:
    """Least Σ (t_k - size_k·total/n)² / size_k over whole t_k that add up to `total`.

    Adding n to the total adds size_k to every t_k and changes nothing, so `total` is below n. The cost
    is convex in each t_k, so sharing out one step at a time to where it costs least, from shares
    rounded down, ends at the best sharing.
    """
    n = sum(sizes)
    if sizes[0] == sizes[-1]:
        over = total % len(sizes)
        return over * (len(sizes) - over), len(sizes) * sizes[0]
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
    return top, n * n * unit


def joint_parts(columns: list[Column], sizes: Ints) -> list[Part]:
    """What each category and each other whole-numbered column adds to the joint bound.

    Where classes have two sizes, the counts of all values of a category must add up to them, which the
    best roundings of single values rarely do. The best roundings that do are found exactly. With one size
    they always do, and with three or more only single columns are looked at.
    """
    numbers = tuple(sorted(int(v) for v in sizes))
    if len(set(numbers)) != 2:
        return bound_parts(columns, sizes)
    groups: dict[str, list[Column]] = {}
    found = []
    for column in columns:
        if column.category:
            groups.setdefault(column.category, []).append(column)
        elif column.is_whole:
            found.append(column_bound(column, numbers))
    return found + [category_bound(group, numbers) for group in groups.values()]


def category_bound(columns: list[Column], sizes: tuple[int, ...]) -> Part:
    """The least all values of a category together can contribute in classes of two sizes.

    Let b_v of value v's pupils sit in the larger classes, which hold B pupils: Σ b_v = B. Given b_v, each
    value is shared evenly among the larger and among the smaller classes, at a cost convex in b_v; so when
    no single pupil's move from one b_v to another gains, the b_v are best. Tables with such counts exist.
    """
    n = sum(sizes)
    in_larger = sum(size for size in sizes if size == sizes[-1])
    unit = lcm(*(column.spread for column in columns))
    weights = [unit // column.spread for column in columns]
    counts = [column.total for column in columns]
    larger = [count * in_larger // n for count in counts]

    def price(v: int, more: int) -> int:
        now, then = (_shared(counts[v], larger[v] + step, sizes) for step in (0, more))
        return (then - now) * weights[v]

    values = range(len(columns))
    for _ in range(in_larger - sum(larger)):
        larger[min(values, key=lambda v: price(v, 1))] += 1
    while True:
        up = min(values, key=lambda v: price(v, 1))
        down = min(values, key=lambda v: price(v, -1))
        if up == down or price(up, 1) + price(down, -1) >= 0:
            break
        larger[up] += 1
        larger[down] -= 1
    top = sum(
        _shared(count, b, sizes) * weight for count, b, weight in zip(counts, larger, weights, strict=True)
    )
    return top, sizes[0] * sizes[-1] * unit


@lru_cache(maxsize=1 << 15)
def _shared(count: int, larger: int, sizes: tuple[int, ...]) -> int:
    """Σ (N·t_k - n_k·count)² / n_k, times both sizes, when `larger` pupils are in the larger classes."""
    n, small, large = sum(sizes), sizes[0], sizes[-1]
    n_large = sizes.count(large)
    total = 0
    for pupils, classes, size, other in (
        (larger, n_large, large, small),
        (count - larger, len(sizes) - n_large, small, large),
    ):
        share, over = divmod(pupils, classes)
        for heads, times in ((share, classes - over), (share + 1, over)):
            total += times * (n * heads - size * count) ** 2 * other
    return total
