"""The columns the objective looks at, as exact whole numbers.

A numeric column gives two (itself, and itself centred and squared), a category one indicator per
value; two values give one indicator, since the second would be its mirror. A column equal for all
pupils has no spread to divide by and is left out. A column may be multiplied by any number without
changing the objective, which is why whole numbers are enough: with total T over N pupils, N·x - T
stands for x - mean, and its square for the squared column.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np

from xuezheng.allocation.classes.problem import Category, Ints, Problem

#: Squares beyond this would not fit 64 bits: such a column is kept as Python integers.
FITS = 1 << 62


@dataclass(frozen=True)
class Column:
    """One column: whole numbers, their sum, and N·Σy² - (Σy)², which is N² times the variance.

    Every value is `least` + `step`·whole number. `is_whole` says whether class totals can only take
    whole steps, so that the bound may round them; `step` means nothing where they need not. `category`
    names the category of three or more values the column is an indicator of.
    """

    name: str
    y: Ints
    total: int
    spread: int
    is_whole: bool
    least: int = 0
    step: int = 1
    category: str = ""


def columns_of(problem: Problem) -> list[Column]:
    """Give the columns of a problem in their written order: numeric, squared, indicators."""
    plain = [_stepped(s.name, s.whole) for s in problem.scores]
    found = plain + [_squared(column, problem.n_pupils) for column in plain if column.spread]
    for category in problem.categories:
        found += _indicators(category, problem.n_pupils)
    return [column for column in found if column.spread]


def _indicators(category: Category, n: int) -> list[Column]:
    counts = np.bincount(category.code, minlength=len(category.values)).tolist()
    values = range(len(counts)) if len(counts) > 2 else range(1, len(counts))
    return [
        Column(
            name=f"{category.name}={category.values[v]}",
            y=(category.code == v).astype(np.int64),
            total=counts[v],
            spread=n * counts[v] - counts[v] ** 2,
            is_whole=True,
            category=category.name if len(counts) > 2 else "",
        )
        for v in values
    ]


def _stepped(name: str, y: Ints) -> Column:
    least = int(y.min())
    step = gcd(*(y - least).tolist()) if y.dtype == object else int(np.gcd.reduce(y - least))
    total, spread = _moments(y)
    return Column(name, y, total, spread, True, least, max(step, 1))


def _squared(column: Column, n: int) -> Column:
    largest = int(max(abs(int(column.y.max())), abs(int(column.y.min()))) * n + abs(column.total))
    if largest * largest < FITS:
        centred = n * column.y - column.total
    else:
        centred = n * column.y.astype(object) - column.total
    squares = centred * centred
    total, spread = _moments(squares)
    return Column(f"{column.name}²", squares, total, spread, False)


def _moments(y: Ints) -> tuple[int, int]:
    """Σy and N·Σy² - (Σy)², exactly."""
    n = y.size
    if y.dtype == object:
        total = sum(y.tolist())
        return total, n * sum(v * v for v in y.tolist()) - total * total
    largest = max(abs(int(y.max())), abs(int(y.min())))
    total = int(y.sum()) if largest * n < FITS else sum(y.tolist())
    return total, n * _sum_of_squares(y, largest) - total * total


def _sum_of_squares(y: Ints, largest: int) -> int:
    """Exact Σy²: in three parts where the squares themselves would not fit."""
    if largest * largest * y.size < FITS:
        return int(np.dot(y, y))
    if largest < 1 << 46 and y.size < 1 << 16:
        high, low = y >> 23, y & ((1 << 23) - 1)
        return (int(np.dot(high, high)) << 46) + (int(np.dot(high, low)) << 24) + int(np.dot(low, low))
    return sum(v * v for v in y.tolist())


def standardised(columns: list[Column], n: int) -> np.ndarray:
    """Give z = (y - mean) / standard deviation, (n_columns, n_pupils).

    Each entry is a fixed sequence of correctly rounded steps: the same bytes on any machine.
    """
    out = np.empty((len(columns), n), np.float64)
    for row, column in enumerate(columns):
        centred = column.y.astype(np.float64) - float(column.total) / n
        out[row] = centred / (np.sqrt(float(column.spread)) / n)
    return out
