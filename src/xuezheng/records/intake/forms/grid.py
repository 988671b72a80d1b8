"""A sheet by its columns: a register repeats itself, and what repeats is read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Protocol

import numpy as np


class Cells(Protocol):
    """A column: what its cells say, and of each row the place of its cell among these."""

    @property
    def values(self) -> Sequence[Any]:
        """What the cells say; the same may stand there twice."""

    @property
    def codes(self) -> "np.ndarray[Any, Any]":
        """Of each row the place of its cell among the values."""


class Grid(Protocol):
    """A sheet from its first row on."""

    @property
    def n_rows(self) -> int:
        """How many rows there are."""

    @property
    def columns(self) -> Sequence[Cells]:
        """Its columns, from the first on."""


@dataclass(frozen=True)
class Coded:
    """Cells as they are."""

    values: Sequence[Any]
    codes: "np.ndarray[Any, Any]"

    def each(self) -> list[Any]:
        """One value a row."""
        held = np.empty(len(self.values), object)
        held[:] = self.values
        each: list[Any] = held[self.codes].tolist()
        return each


@dataclass(frozen=True)
class Rows:
    """A sheet made of rows."""

    n_rows: int
    columns: Sequence[Coded]


def grid_of(rows: Sequence[Sequence[Any]]) -> Rows:
    """Rows of a sheet, turned into its columns."""
    columns = [Coded(cells, np.arange(len(rows))) for cells in zip_longest(*rows)]
    return Rows(len(rows), columns)


def first_rows(grid: Grid, most: int) -> list[list[Any]]:
    """The first rows of a sheet, as rows."""
    columns = [[column.values[n] for n in column.codes[:most].tolist()] for column in grid.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def filled_rows(columns: Sequence[Cells], after: int) -> "np.ndarray[Any, Any]":
    """Rows behind the first `after` that hold something in one of these columns; the first row is 0."""
    is_filled = np.zeros(len(columns[0].codes) - after, bool)
    for column in columns:
        holds = np.fromiter((value is not None for value in column.values), bool, len(column.values))
        is_filled |= holds[column.codes[after:]]
    return np.nonzero(is_filled)[0] + after
