"""Which duties of keeping children in school fall into a time, and when each is due."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from xuezheng.rules.clocks import clock_on
from xuezheng.rules.deriving import Derivation, derive
from xuezheng.rules.working_days import WorkCalendar


@dataclass(frozen=True)
class Kind:
    """A duty: whose (`school`, `district`, `city`), every month, quarter or term, by which clock."""

    kind: str
    title: str
    title_en: str
    who: str
    every: str
    months: tuple[int, ...]
    clock: str
    source: str
    mark: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Term:
    """One term of a school year: `autumn` or `spring`."""

    term: str
    first: date
    last: date


@dataclass(frozen=True)
class Duty:
    """One duty of one period, such as the report of `2026-03`; it is owed since `begins_on`."""

    kind: Kind
    period: str
    begins_on: date

    def derivation(self, calendar: WorkCalendar) -> Derivation:
        """When it is due, and why."""
        return derive(clock_on(self.kind.clock, self.begins_on), self.begins_on, calendar)


def all_duties() -> tuple[Kind, ...]:
    """Every kind of duty, as written in `rules/dropout/duties.yaml`."""
    return _read()[0]


def duties_between(first: date, last: date) -> list[Duty]:
    """The duties whose time begins from `first` to `last`, by day, then in the order of the rules.

    Parameters
    ----------
    first, last : date
        Both included. A duty belongs to the day its clock starts: the last of a month or quarter, or the
        first of a term.
    """
    found = [
        duty
        for kind in all_duties()
        for duty in _of(kind, first, last)
        if kind.from_on <= duty.begins_on and (kind.to_on is None or duty.begins_on <= kind.to_on)
    ]
    return sorted(found, key=lambda duty: duty.begins_on)


def terms_between(first: date, last: date) -> list[Term]:
    """The terms that begin from `first` to `last`."""
    found = []
    for year in range(first.year, last.year + 1):
        lines: dict[str, Mapping[str, Any]] = {}
        for line in _read()[1]:
            begins = _day(year, line["first"])
            if date.fromisoformat(str(line["from"])) <= begins:
                lines[line["term"]] = line  # a later line replaces an earlier one
        for name, line in lines.items():
            begins = _day(year, line["first"])
            ends = _day(year + 1 if str(line["last"]) < str(line["first"]) else year, line["last"])
            if first <= begins <= last:
                found.append(Term(name, begins, ends))
    return sorted(found, key=lambda term: term.first)


def _of(kind: Kind, first: date, last: date) -> Iterator[Duty]:
    if kind.every == "term":
        for term in terms_between(first, last):
            yield Duty(kind, f"{term.first.year}-{term.term}", term.first)
        return
    for end in _month_ends(first, last):
        if kind.every == "month" and end.month in kind.months:
            yield Duty(kind, f"{end:%Y-%m}", end)
        if kind.every == "quarter" and end.month % 3 == 0:
            yield Duty(kind, f"{end.year}-Q{end.month // 3}", end)


def _month_ends(first: date, last: date) -> Iterator[date]:
    end = first.replace(day=monthrange(first.year, first.month)[1])
    while end <= last:
        yield end
        after = end + timedelta(days=1)
        end = after.replace(day=monthrange(after.year, after.month)[1])


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


@cache
def _read() -> tuple[tuple[Kind, ...], tuple[Mapping[str, Any], ...]]:
    text = files("xuezheng.rules").joinpath("dropout", "duties.yaml").read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    kinds = tuple(
        Kind(
            kind=line["kind"],
            title=line["title"],
            title_en=line["title_en"],
            who=line["who"],
            every=line["every"],
            months=tuple(line.get("months", range(1, 13))),
            clock=line["clock"],
            source=line["source"],
            mark=line["mark"],
            from_on=date.fromisoformat(str(line["from"])),
            to_on=date.fromisoformat(str(line["to"])) if line.get("to") else None,
        )
        for line in said["duties"]
    )
    return kinds, tuple(said["terms"])
