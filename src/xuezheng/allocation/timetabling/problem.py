"""What is to be decided: when and in which room each exam is held."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Rules between two exams, and rules of one exam with a period or a room.
OF_TWO = ("after", "same_period", "different_period")
AT_PERIOD, IN_ROOM, ALONE = "at_period", "in_room", "room_alone"
KINDS = (*OF_TWO, AT_PERIOD, IN_ROOM, ALONE)
#: Soft penalties, in the order in which they are reported.
PENALTIES = (
    "two_in_a_row",
    "two_in_a_day",
    "period_spread",
    "mixed_durations",
    "frontload",
    "room_penalty",
    "period_penalty",
)


@dataclass(frozen=True)
class Exam:
    """An exam as listed, and how many candidates take it."""

    code: str
    minutes: int
    n_candidates: int


@dataclass(frozen=True)
class Period:
    """A period as listed; `day` is its date, `start` its time, as text."""

    code: str
    day: str
    start: str
    minutes: int
    penalty: int


@dataclass(frozen=True)
class Room:
    """A room as listed; several exams may share it."""

    code: str
    seats: int
    penalty: int


@dataclass(frozen=True)
class Rule:
    """A rule that must hold: `other` is an exam, a period or a room by its number, or -1."""

    kind: str
    exam: int
    other: int


@dataclass(frozen=True)
class Weights:
    """What each soft penalty costs; see docs/algorithms/timetabling.md §3.

    `spread` is how many periods after an exam are counted; the `largest` exams are wanted out of the
    `last` periods.
    """

    two_in_a_row: int
    two_in_a_day: int
    spread: int
    mixed: int
    largest: int
    last: int
    frontload: int


@dataclass(frozen=True)
class Problem:
    """Exams and rooms in order of code, periods in order of time.

    Entry k says that candidate `taker[k]` takes exam `taken[k]`. Exams larger than `part` candidates are
    held in several rooms at one time, in parts of equal size (differing by one); 0 means never.
    """

    exams: tuple[Exam, ...]
    periods: tuple[Period, ...]
    rooms: tuple[Room, ...]
    candidates: tuple[str, ...]
    taker: Ints
    taken: Ints
    rules: tuple[Rule, ...]
    weights: Weights
    part: int = 0


@dataclass(frozen=True)
class Bound:
    """No plan is below this, in its three parts.

    `cliques` (candidates, exams) and `floors` (by number of exams) prove the first, prices of a seat in
    millionths the others.
    """

    candidates: int
    periods: int
    rooms: int
    cliques: tuple[tuple[int, tuple[int, ...]], ...]
    floors: tuple[int, ...]
    period_prices: tuple[int, ...]
    room_prices: tuple[int, ...]

    @property
    def value(self) -> int:
        """The parts together."""
        return self.candidates + self.periods + self.rooms


@dataclass(frozen=True)
class Plan:
    """Period of each exam (n_exams,); exam, room and size of each part (n_parts,); penalties by name.

    `work` is how many steps were taken.
    """

    period: Ints
    part_exam: Ints
    part_room: Ints
    part_size: Ints
    penalties: dict[str, int]
    bound: Bound
    work: int

    @property
    def objective(self) -> int:
        """All soft penalties together."""
        return sum(self.penalties.values())
