"""What public budgets settled in a year, on education and in all."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, together
from xuezheng.snapshot import Snapshot

#: What speaks for a year: its settled budgets.
BUDGETS = {"budgets": "year"}


def settled_budgets(snapshot: Snapshot, year: int, item: str) -> Frame:
    """Evidence of an item: one row an area."""
    found = snapshot.table("budgets").filter((nw.col("year") == year) & (nw.col("item") == item))
    return listed(found, subject="item", counted="settled_yuan")


def against(of: Frame, whole: Frame) -> Frame:
    """Evidence of one sum against another: rows of both, summed apart."""
    return together(
        of.with_columns(out_of=nw.lit(0)),
        whole.with_columns(out_of=nw.col("counted"), counted=nw.lit(0)),
    )


def growth(this: Frame, last: Frame) -> Frame:
    """Evidence of how much this year is above last year, over last year."""
    return together(
        this.with_columns(out_of=nw.lit(0)),
        last.with_columns(out_of=nw.col("counted"), counted=0 - nw.col("counted")),
    )
