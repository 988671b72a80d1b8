"""What every judging function is given, and how it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xuezheng.reports.shapes import Claim, Judgement, Verdict


@dataclass(frozen=True)
class Printed:
    """A figure as the finished text shows it: its span and value in the unit without 万 or 亿."""

    start: int
    end: int
    value: Decimal
    decimals: int = 0
    unit: str = ""
    scale: int = 1
    approx: str = ""


@dataclass(frozen=True)
class Case:
    """One claim before the judge: the snapshot, the year, and the figures printed in the claim."""

    claim: Claim
    snapshot: Any
    year: int
    printed: tuple[Printed, ...]
    n_headings: int | None = None
    measuring: Any = None

    @property
    def period(self) -> str:
        """The part of the year the claim speaks of."""
        words = self.claim.text
        found = "h2" if "下半年" in words else "h1" if "上半年" in words else "year"
        return self.claim.options.get("period", found)

    @property
    def year_end(self) -> date:
        """The last day that counts: the year's end, or the snapshot's day if that is sooner."""
        end = date(self.year, 12, 31)
        as_of = self.snapshot.as_of
        as_of = date.fromisoformat(str(as_of)[:10])
        return min(end, as_of)

    def figure(self, code: str, *, year: int | None = None) -> Any:
        """The city's figure of an indicator."""
        return self._measuring.measure(self.snapshot, [code], year or self.year, None, None, self.period)[0]

    def figure_of(self, code: str, filters: dict[str, str]) -> Any:
        """The whole year's figure of a part of what is counted."""
        return self._measuring.measure(self.snapshot, [code], self.year, None, filters, "year")[0]

    def rows(self, code: str, *, year: int | None = None) -> list[dict[str, Any]]:
        """Evidence rows of an indicator."""
        return list(self._measuring.evidence(self.snapshot, code, year or self.year, None, self.period))

    @property
    def _measuring(self) -> Any:
        """The measuring room, unless the caller brought another."""
        if self.measuring is not None:
            return self.measuring
        from xuezheng.indicators import measuring

        return measuring

    def table(self, name: str) -> list[dict[str, Any]]:
        """Rows of a snapshot table."""
        return rows_of(self.snapshot.table(name))

    def answer(self, verdict: Verdict, reason: str, rows: Sequence[dict[str, Any]] = ()) -> Judgement:
        """The verdict with its reason and counter-examples."""
        return Judgement(self.claim, verdict, reason, tuple(_in_words(row) for row in rows))


Judge = Callable[[Case], Judgement]


def rows_of(table: Any) -> list[dict[str, Any]]:
    """A lazy or eager frame as a list of rows."""
    frame = table.collect() if hasattr(table, "collect") else table
    if hasattr(frame, "rows"):
        return list(frame.rows(named=True))
    return list(frame)


def number(value: Any) -> str:
    """A number in words a reader expects: no trailing zeros, no exponent."""
    shown = format(Decimal(value).quantize(Decimal("0.01")), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def day(value: Any) -> date | None:
    """A date however the snapshot stored it."""
    return None if value in (None, "") else date.fromisoformat(str(value)[:10])


def _in_words(row: dict[str, Any]) -> dict[str, str]:
    return {key: "" if value is None else str(value) for key, value in row.items()}
