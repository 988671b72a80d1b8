"""What is to be decided: who sits where in which room."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """Seats of a room: `heights` is how many stand in each column, from the left."""

    heights: tuple[int, ...]

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Column and row of each seat, from 0, in the order of seat numbers: down, then up."""
        return tuple(
            (column, row)
            for column, height in enumerate(self.heights)
            for row in (range(height) if column % 2 == 0 else range(height - 1, -1, -1))
        )


@dataclass(frozen=True)
class Profile:
    """The rules of one examination."""

    code: str
    label: str
    sizes: tuple[int, ...]
    papers: tuple[str, ...]
    ticket_number: str


@dataclass(frozen=True)
class Room:
    """A room as listed."""

    code: str
    site: str
    layout: Layout


@dataclass(frozen=True)
class Problem:
    """Candidates in order of code; rooms that are used, with how many sit in each.

    `part` is the group of each candidate, `part_of` that of each room: a room serves one group.
    """

    candidates: tuple[str, ...]
    schools: tuple[str, ...]
    school: Ints
    part: Ints
    rooms: tuple[Room, ...]
    taken: Ints
    part_of: Ints
    diagonals: bool
    profile: Profile


@dataclass(frozen=True)
class Plan:
    """Room and seat (from 0) of each candidate; pairs side by side, and how few there must be."""

    room: Ints
    seat: Ints
    objective: int
    bound: int
