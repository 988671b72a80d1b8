"""Scores, dates and sums of them compared exactly: every value becomes its place in line, a whole number.

Nothing here is a float. Two orders of the same input give the same places.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?", re.ASCII)
DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
#: Keys stay below this, so that a line that is open is above all of them.
LARGEST = 2**61


def exact(text: str) -> Decimal | None:
    """A number, or a day as the number yyyymmdd; None for any other text."""
    if NUMBER.fullmatch(text):
        return Decimal(text)
    if day := DAY.fullmatch(text):
        return Decimal("".join(day.groups()))
    return None


def entry_value(entry: Mapping[str, Any], cells: Sequence[str]) -> Decimal | None:
    """The value of one entry of an order for one pupil; None when a cell is no number."""
    numbers = [exact(cell) for cell in cells]
    if any(number is None for number in numbers):
        return None
    known = [number for number in numbers if number is not None]
    made = {"column": lambda: known[0], "sum": lambda: sum(known, Decimal(0)), "highest": lambda: max(known)}
    return made.get(entry["of"], lambda: min(known))()


def places(entry: Mapping[str, Any], columns: Sequence[Sequence[str]]) -> Whole:
    """The place of every row under one entry: 0 goes first, equal values share a place, no value goes last.

    Parameters
    ----------
    entry : mapping
        `of`, `columns`, `first`, as a scheme has it.
    columns : sequence of columns
        The cells of the entry's columns, each of shape (n_rows,).
    """
    rows: Sequence[Any] = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
    values = {row: entry_value(entry, (row,) if isinstance(row, str) else row) for row in set(rows)}
    known = sorted(
        {value for value in values.values() if value is not None}, reverse=entry["first"] == "largest"
    )
    at = {value: i for i, value in enumerate(known)}
    place = {row: len(known) if value is None else at[value] for row, value in values.items()}
    return np.fromiter(map(place.__getitem__, rows), np.int64, len(rows))


def folded(first: Whole, then: Whole) -> Whole:
    """One key of two: by the first, and where that is equal by the other; equal only if both are."""
    if not len(first):
        return first
    if int(first.max()) + 1 > LARGEST // (int(then.max()) + 1):
        first = np.unique(first, return_inverse=True)[1].astype(np.int64)
    return first * (int(then.max()) + 1) + then
