"""What a standard says of a place: a verdict, item by item, with the rows each figure was counted from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, overload

State = Literal["met", "unmet", "unknown"]
Sense = Literal[">=", "<=", "<"]

#: What the office calls the states of an item and of a whole verdict.
STATE_WORDS = {"met": "达标", "unmet": "未达标", "unknown": "无法判定"}
VERDICT_WORDS = {"met": "通过", "unmet": "不通过", "unknown": "无法判定"}


@dataclass(frozen=True)
class Row:
    """One row behind a figure: a school (or the area itself) and what was counted there.

    Attributes
    ----------
    school, name : str
        Empty for a row of the area.
    subject : str
        What was counted, when a school has several rows (音乐教室, 小学 …).
    counted, out_of, value : Decimal or None
        value = counted ÷ out_of × scale, or counted alone; None when it cannot be computed.
    limit : Decimal or None
        The limit of this row, where limits differ by school.
    """

    area: str
    school: str = ""
    name: str = ""
    subject: str = ""
    counted: Decimal | None = None
    out_of: Decimal | None = None
    value: Decimal | None = None
    limit: Decimal | None = None
    state: State = "unknown"
    note: str = ""


class Rows(Sequence[Row]):
    """Rows that are made when somebody looks at them, each from its number."""

    __slots__ = ("_make", "_numbers")

    def __init__(self, numbers: Any, make: Callable[[int], Row]) -> None:
        self._numbers, self._make = numbers, make

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(self._make(int(number)) for number in self._numbers[at])
        return self._make(int(self._numbers[at]))


@dataclass(frozen=True)
class Outcome:
    """One item of a standard in one place."""

    item: str
    label: str
    state: State
    reason: str
    value: Decimal | None = None
    limit: Decimal | None = None
    sense: Sense = ">="
    unit: str = ""
    rows: Sequence[Row] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataFault:
    """A figure that cannot be right, named with its school and never averaged away."""

    area: str
    school: str
    name: str
    stage: str
    column: str
    figure: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Read as three short sentences."""
        return f"{self.name or self.school}（{self.school}）{self.stage}：{self.what}{self.remedy}"


@dataclass(frozen=True)
class PartOutcome:
    """The items of one part of a standard."""

    code: str
    label: str
    state: State
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Verdict:
    """What a standard says of one area or school."""

    standard: str
    place: str
    name: str
    year: int
    state: State
    parts: tuple[PartOutcome, ...]
    faults: tuple[DataFault, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    snapshot: str = ""

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """All items, part by part."""
        return tuple(outcome for part in self.parts for outcome in part.outcomes)


def together(states: list[State]) -> State:
    """All must be met: one unmet decides, one unknown leaves it open."""
    if "unmet" in states:
        return "unmet"
    return "unknown" if "unknown" in states or not states else "met"
