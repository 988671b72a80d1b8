"""What every subject of the example city is given, and what it hands to the loader."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

#: School years of which the rolls are kept, named by the year they begin.
SCHOOL_YEARS = (2023, 2024, 2025)
#: Calendar years whose work is on record.
YEARS = (2024, 2025)
#: The year that is reported on.
YEAR = 2025
#: The day the example city takes for today.
CLOCK = date(2026, 1, 15)

SMALLEST, LARGEST = 2_000, 1_000_000


@dataclass(frozen=True)
class Plan:
    """How large a city, and the text all its chances come from."""

    pupils: int
    seed: str

    def chance(self, subject: str) -> np.random.Generator:
        """Random numbers of one subject; a change in one subject leaves the others as they were."""
        digest = hashlib.sha256(f"xuezheng demo\n{self.seed}\n{subject}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest, "big"))

    def scaled(self, per_thousand: float, *, least: int = 1, most: int = 10**9) -> int:
        """A number that grows with the city, within limits."""
        return min(most, max(least, round(self.pupils * per_thousand / 1000)))


@dataclass(frozen=True)
class Rows:
    """Rows of one model, column by column.

    A column is one value for all rows, a list, or an array; dates may be `datetime64[D]`. A field
    that is not named takes the model's default.
    """

    model: str
    columns: Mapping[str, Any]
    n: int

    @classmethod
    def of(cls, model: str, rows: Iterable[Mapping[str, Any]]) -> "Rows":
        """A few rows, written one by one; a name missing from one row is missing from all."""
        listed = list(rows)
        names = listed[0].keys() if listed else ()
        return cls(model, {name: [row[name] for row in listed] for name in names}, len(listed))


def objects(values: Iterable[Any]) -> np.ndarray:
    """An array of Python objects, to be picked from by number."""
    listed = list(values)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def days(*values: str) -> np.ndarray:
    """Days as an array."""
    return np.array(values, dtype="datetime64[D]")


def between(chance: np.random.Generator, first: str, last: str, n: int) -> np.ndarray:
    """Days from `first` to `last`, both included."""
    start, end = days(first, last)
    return start + chance.integers(0, (end - start).astype(int) + 1, n)


def shared_out(total: int, weights: Iterable[float]) -> list[int]:
    """Whole numbers in proportion to the weights that sum to `total` (largest remainder)."""
    w = np.asarray(list(weights), dtype=float)
    exact = total * w / w.sum()
    whole = np.floor(exact).astype(int)
    most_left = np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]
    whole[most_left] += 1
    return [int(n) for n in whole]
