"""The columns the objective looks at, as exact whole numbers.

A numeric column gives two (itself, and itself centred and squared), a category one indicator per
value; two values give one indicator, since the second would be its mirror. A column equal for all
pupils has no spread to divide by and is left out. A column may be multiplied by any number without
changing the objective, which is why whole numbers are enough: with total T over N pupils, N·x - T
stands for x - mean, and its square for the squared column.
"""

from dataclasses import dataclass

import numpy as np

from xuezheng.allocation.classes.problem import Ints, Problem

#: Squares beyond this would not fit 64 bits: such a column is kept as Python integers.
FITS = 1 << 62


@dataclass(frozen=True)
class Column:
    """One column: whole numbers, their sum, and N·Σy² - (Σy)², which is N² times the variance."""

    name: str
    y: Ints
    total: int
    spread: int
    is_whole: bool
    """Whether class totals can only take whole steps, so that the bound may round them."""


def columns_of(problem: Problem) -> list[Column]:
    """Give the columns of a problem in their written order: numeric, squared, indicators."""
    plain = [_column(s.name, s.whole, True) for s in problem.scores]
    found = plain + [_squared(column, problem.n_pupils) for column in plain if column.spread]
    for category in problem.categories:
        values = range(len(category.values)) if len(category.values) > 2 else (1,)
        found += [
            _column(f"{category.name}={category.values[v]}", (category.code == v).astype(np.int64), True)
            for v in values
            if v < len(category.values)
        ]
    return [column for column in found if column.spread]


def _squared(column: Column, n: int) -> Column:
    largest = int(max(abs(int(column.y.max())), abs(int(column.y.min()))) * n + abs(column.total))
    if largest * largest < FITS:
        centred = n * column.y - column.total
    else:
        centred = n * column.y.astype(object) - column.total
    return _column(f"{column.name}²", centred * centred, False)


def _column(name: str, y: Ints, is_whole: bool) -> Column:
    n = y.size
    total = int(y.sum()) if y.dtype == object or abs(int(np.abs(y).max())) * n < FITS else sum(y.tolist())
    return Column(name, y, total, n * _sum_of_squares(y) - total * total, is_whole)


def _sum_of_squares(y: Ints) -> int:
    """Exact Σy²: in three parts where the squares themselves would not fit."""
    if y.dtype == object:
        return sum(int(v) * int(v) for v in y)
    largest = int(np.abs(y).max())
    if largest * largest * y.size < FITS:
        return int(np.dot(y, y))
    high, low = y >> 31, y & ((1 << 31) - 1)
    if largest < 1 << 46 and y.size < 1 << 16:
        return (
            (int(np.dot(high, high)) << 62)
            + (int(np.dot(high, low)) << 32)
            + sum(int(v) for v in (low * low).tolist())
        )
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
