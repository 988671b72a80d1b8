"""Small readings of a snapshot that many indicators share."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw

from xuezheng.snapshot import Snapshot

Frame = nw.LazyFrame[Any]

#: Evidence that has no "should have been" beside its count.
NOTHING = nw.lit(None, dtype=nw.Int64)

#: Numbers of evidence brought to one type, so that counts and yuan can stand in one table.
_NUMBER = nw.Decimal(18, 2)


def last_day(snapshot: Snapshot, year: int) -> date:
    """The day on which a stock of a year is counted: its last, or the snapshot's day if sooner."""
    return min(date(year, 12, 31), snapshot.as_of)


def in_year(column: str, year: int) -> nw.Expr:
    """Whether a day lies in a calendar year."""
    return nw.col(column).is_between(date(year, 1, 1), date(year, 12, 31))


def is_open(on: date, *, since: str = "opened_on", until: str = "closed_on") -> nw.Expr:
    """Whether a thing had begun and had not yet ended at the end of a day."""
    return (nw.col(since) <= on) & (nw.col(until).is_null() | (nw.col(until) > on))


def is_one_of(column: str, values: Sequence[str]) -> nw.Expr:
    """Whether a column has one of some values, in the form that lets an engine skip what has none."""
    return reduce(or_, [nw.col(column) == value for value in values])


def as_count(condition: nw.Expr) -> nw.Expr:
    """1 where a condition holds, else 0 (also where it is unknown)."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def area_of_school(snapshot: Snapshot) -> Frame:
    """Schools by code with their area, to be joined on `school`."""
    return snapshot.table("schools").select(school="code", area="area")


def together(*frames: Frame) -> Frame:
    """Evidence of several kinds under one another; all have the same columns in the same order."""
    numbers = [nw.col("counted").cast(_NUMBER), nw.col("out_of").cast(_NUMBER)]
    return nw.concat([frame.with_columns(*numbers) for frame in frames])
