"""Meetings, documents and appraisals of a year, and how a count fell against last year."""

from collections.abc import Callable
from typing import Any

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year, is_one_of, together
from xuezheng.snapshot import Snapshot

#: Words for the three public expenses, as a dimension.
THREE_PUBLIC = {
    "overseas": "因公出国（境）费;因公出国;出国出境",
    "cars": "公务用车购置和运行费;公务用车",
    "reception": "公务接待费;公务接待",
}


def bureau_wide(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Evidence of the year's bureau-wide entries of a kind; one row an entry."""
    entries = snapshot.table("ledger_entries").filter(
        (nw.col("kind") == kind) & nw.col("is_bureau_wide") & in_year("on", year)
    )
    return listed(entries, on="on")


def settled(snapshot: Snapshot, year: int, *items: str) -> Frame:
    """Evidence of what was spent in a year on some items: one row an organisation and item."""
    spent = snapshot.table("spending").filter((nw.col("year") == year) & is_one_of("item", items))
    return listed(spent, subject="organisation", counted="settled_yuan", dimensions=("item",))


def fall_of_spending(snapshot: Snapshot, year: int, *items: str) -> Frame:
    """Evidence of a fall of spending; only what is settled in both years is compared."""
    last, this = (settled(snapshot, each, *items) for each in (year - 1, year))
    scope = ["subject", "item"]
    return fall_between(last.join(this, on=scope, how="semi"), this.join(last, on=scope, how="semi"))


def fall(evidence: Callable[..., Any], snapshot: Snapshot, year: int) -> Frame:
    """Evidence of a fall: last year's rows for, this year's against, over last year's."""
    return fall_between(evidence(snapshot, year - 1), evidence(snapshot, year))


def fall_between(last: Frame, this: Frame) -> Frame:
    """Evidence of a fall from one year's rows to the next one's."""
    return together(
        last.with_columns(out_of=nw.col("counted")),
        this.with_columns(counted=0 - nw.col("counted"), out_of=nw.lit(0)),
    )
