"""What is to be decided: who sits where in which room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
#: Whether places aslant count: not at all, as a second goal, or like those beside.
DIAGONALS = ("off", "soft", "hard")


@dataclass(frozen=True)
class Layout:
    """Seats of a room: how many stand in each column, in order of numbering from the door side.

    `turns` says of each column whether its numbers run `down` from the front or `up` to it; empty is an S:
    down, up, down … `extra` names columns behind which one more seat may be put, in order of numbering.
    """

    heights: tuple[int, ...]
    turns: tuple[str, ...] = ()
    door: str = "left"
    extra: tuple[int, ...] = ()

    @property
    def n_seats(self) -> int:
        """How many sit here by rule, without extra seats."""
        return sum(self.heights)

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Column (from the left, facing the front) and row of each seat, from 0, in order of seat numbers."""
        last, found = len(self.heights) - 1, []
        for number, height in enumerate(self.heights):
            down = (self.turns[number] if self.turns else ("down", "up")[number % 2]) == "down"
            column = number if self.door == "left" else last - number
            found += [(column, row) for row in (range(height) if down else range(height - 1, -1, -1))]
        behind = list(self.heights)
        for number in self.extra:
            found.append((number if self.door == "left" else last - number, behind[number]))
            behind[number] += 1
        return tuple(found)

    def heights_of(self, taken: int) -> list[int]:
        """Seats of each column from the left, facing the front, with the extra ones `taken` needs."""
        standing = self.places[: max(taken, self.n_seats)]
        return [sum(c == column for c, _ in standing) for column in range(len(self.heights))]

    @property
    def statement(self) -> dict[str, Any]:
        """The layout as a certificate says it."""
        turns = self.turns or tuple(("down", "up")[n % 2] for n in range(len(self.heights)))
        return {
            "columns": list(self.heights),
            "turns": list(turns),
            "door": self.door,
            "extra": list(self.extra),
        }


@dataclass(frozen=True)
class Profile:
    """The rules of one examination on one day; `said` has each rule's value, mark and source."""

    code: str
    label: str
    on: date
    said: Mapping[str, Mapping[str, Any]] = field(repr=False, hash=False, default_factory=dict)

    def _value(self, name: str) -> Any:
        return self.said[name]["value"]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Seats a room may have."""
        return tuple(self._value("sizes"))

    @property
    def papers(self) -> tuple[str, ...]:
        """Papers in turn over the places."""
        return tuple(self._value("papers"))

    @property
    def ticket_number(self) -> str:
        """Template of the number on the ticket."""
        return str(self._value("ticket_number"))

    @property
    def last_room(self) -> Mapping[str, Any]:
        """`how` the last room of a group is filled, and the `least` that may sit in it."""
        return dict(self._value("last_room"))

    @property
    def set_aside(self) -> dict[str, int]:
        """How many rooms of a site are to stand empty: spare ones, and ones to isolate in."""
        return {"spare": int(self._value("spare_rooms")), "isolation": int(self._value("isolation_rooms"))}


@dataclass(frozen=True)
class Room:
    """A room as listed."""

    code: str
    site: str
    layout: Layout


@dataclass(frozen=True)
class Slot:
    """So many candidates of a group sit in a room; most rooms have one slot."""

    room: int
    part: int
    n: int


@dataclass(frozen=True)
class Problem:
    """Candidates in order of code; rooms that are used, with how many of which group sit in each.

    `alike` has a row for each candidate and a column for each thing kept apart (numbers that are equal
    where it is); `part` is the group of each candidate. `more` goes into the certificate as it is.
    """

    candidates: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    alike: Ints
    part: Ints
    part_names: tuple[tuple[str, ...], ...]
    rooms: tuple[Room, ...]
    slots: tuple[Slot, ...]
    diagonals: str
    profile: Profile
    apart: tuple[str, ...] = ("school",)
    tickets: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    #: What of the sites a certificate says where they were chosen.
    sites: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def taken(self) -> Ints:
        """How many sit in each room."""
        found = np.zeros(len(self.rooms), dtype=np.int64)
        np.add.at(found, [slot.room for slot in self.slots], [slot.n for slot in self.slots])
        return found

    @cached_property
    def kinds(self) -> tuple[Ints, Ints]:
        """Combinations of what is kept apart (n_kinds, n_columns), and each candidate's."""
        kind = self.alike[:, 0]
        if self.alike.shape[1] == 1:
            return np.arange(int(kind.max(initial=-1)) + 1).reshape(-1, 1), kind
        for column in range(1, self.alike.shape[1]):
            wide = int(self.alike[:, column].max(initial=0)) + 1
            kind = np.unique(kind * wide + self.alike[:, column], return_inverse=True)[1].reshape(-1)
        _, first = np.unique(kind, return_index=True)
        return self.alike[first], kind.astype(np.int64)

    @cached_property
    def clusters(self) -> Ints:
        """Groups that share a room have one number; most have their own."""
        above = list(range(len(self.part_names)))

        def top(part: int) -> int:
            while above[part] != part:
                part = above[part]
            return part

        first: dict[int, int] = {}
        for slot in self.slots:
            one, other = sorted((top(slot.part), top(first.setdefault(slot.room, slot.part))))
            above[other] = one
        return np.array([top(part) for part in range(len(above))], dtype=np.int64)


@dataclass(frozen=True)
class Plan:
    """Room and seat (from 0) of each candidate; pairs side by side, and how few there must be."""

    room: Ints
    seat: Ints
    objective: int
    bound: int
