"""What the office gets beside a draft: two years side by side, what is unsure, what is missing, what is to come."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Direction = Literal["上升", "持平", "下降", "无上年数"]


@dataclass(frozen=True)
class Compared:
    """A figure of the draft beside last year's: the sentence, both as written, and the direction."""

    slot: str
    sentence: str
    label: str
    unit: str
    before: str
    now: str
    direction: Direction
    change_pct: Decimal | None = None


@dataclass(frozen=True)
class Unsure:
    """Something a person must look at before the text goes out; the smaller the rank the sooner."""

    rank: int
    where: str
    text: str
    why: str


@dataclass(frozen=True)
class Owed:
    """A figure nobody has reported: who keeps it, which, why it is missing, by when it is asked for."""

    owner: str
    indicator: str
    label: str
    where: str
    why: str
    due_on: date


@dataclass(frozen=True)
class Task:
    """A task of the coming year as a target that may be set: what a person has still to give is empty."""

    code: str
    name: str
    indicator: str
    year: int
    area: str
    value: str
    unit: str
    owner: str
    owner_name: str
    set_on: date
    due_on: date


@dataclass(frozen=True)
class Review:
    """All of it; `n_kept` of `n_sentences` sentences say exactly what they said last year."""

    year: int
    compared: tuple[Compared, ...]
    unsure: tuple[Unsure, ...]
    owed: tuple[Owed, ...]
    tasks: tuple[Task, ...]
    n_sentences: int
    n_kept: int

    @property
    def kept_pct(self) -> Decimal:
        """Share of sentences that were not changed, in per cent."""
        return Decimal(self.n_kept * 100) / self.n_sentences if self.n_sentences else Decimal(0)

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines."""
        return {
            "year": self.year,
            "sentences": self.n_sentences,
            "kept": self.n_kept,
            **{
                name: [
                    {key: _plain(value) for key, value in vars(one).items()} for one in getattr(self, name)
                ]
                for name in ("compared", "unsure", "owed", "tasks")
            },
        }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)
