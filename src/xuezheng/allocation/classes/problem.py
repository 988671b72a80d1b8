"""What a division has to decide, as arrays; pupils stand in the order of their codes."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Score:
    """A numeric column as whole numbers: value = `whole` / `scale`; every number is exact."""

    name: str
    whole: Ints
    scale: int = 1


@dataclass(frozen=True)
class Category:
    """A categorical column: `code` points into `values`, which stand in text order."""

    name: str
    code: Ints
    values: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """A year group and all that is asked of its division.

    Parameters
    ----------
    pupils : tuple of str, in text order
    scores, categories
        The columns to balance, in the order asked for; the first category is the strict one.
    classes : tuple of str
        Names of the classes.
    sizes : array, shape (n_classes, 2)
        Fewest and most heads of each class.
    heads : array, shape (n_pupils,)
        As how many a pupil counts against a class's size.
    together, apart : tuples of arrays of pupils
        Groups for one class; groups no two of whom may meet.
    fixed : array, shape (n_pupils,)
        The class a pupil must be in, or -1.
    names : mapping
        What the groups are called in their files, for messages.
    """

    pupils: tuple[str, ...]
    scores: tuple[Score, ...]
    categories: tuple[Category, ...]
    classes: tuple[str, ...]
    sizes: Ints
    heads: Ints
    together: tuple[Ints, ...] = ()
    apart: tuple[Ints, ...] = ()
    fixed: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def n_pupils(self) -> int:
        """How many pupils."""
        return len(self.pupils)

    @property
    def n_classes(self) -> int:
        """How many classes."""
        return len(self.classes)

    @property
    def strict(self) -> Category | None:
        """The category whose counts are a hard rule, if any."""
        return self.categories[0] if self.categories else None

    @property
    def is_even(self) -> bool:
        """Whether every class may differ from every other by one head at most."""
        return bool(self.sizes[:, 1].max() - self.sizes[:, 0].min() <= 1)

    def bounds(self) -> tuple[Ints, Ints]:
        """Fewest and most pupils of each strict value in each class: (n_classes, n_values) twice.

        Classes of one size: the even share rounded down and up, so that no two classes differ by more
        than one. Given sizes: the share of each class by its size, rounded down and up.
        """
        if self.strict is None:
            nothing = np.zeros((self.n_classes, 1), np.int64)
            return nothing, nothing + self.n_pupils
        counts = np.bincount(self.strict.code, minlength=len(self.strict.values)).astype(np.int64)
        part = np.ones(self.n_classes, np.int64) if self.is_even else self.sizes[:, 1]
        share = part[:, None] * counts[None, :]
        return share // part.sum(), -(-share // part.sum())


@dataclass(frozen=True)
class Plan:
    """Who goes where, and how good it is.

    `room` holds a class index per pupil; `objective`, `bound` and `gap` are rounded to nine decimals;
    `joint_bound` is proven too and never below `bound`; `rounds` says how long was searched.
    """

    room: Ints
    objective: float
    bound: float
    joint_bound: float
    rounds: int
    violations: dict[str, int]

    @property
    def gap(self) -> float:
        """How far the plan is at most from the best one."""
        return round(self.objective - self.bound, 9)


def empty_rules(n_pupils: int) -> dict[str, Any]:
    """Give the fields of a problem that asks nothing special of anybody."""
    return {"heads": np.ones(n_pupils, np.int64), "fixed": np.full(n_pupils, -1, np.int64)}


def even_sizes(n_heads: int, n_classes: int) -> Ints:
    """Sizes equal to one head: fewest and most, (n_classes, 2)."""
    return np.tile(np.array([n_heads // n_classes, -(-n_heads // n_classes)], np.int64), (n_classes, 1))
