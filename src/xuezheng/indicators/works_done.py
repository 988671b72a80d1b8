"""Works done on the grounds of schools in a year, in square metres, metres or pieces."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


def works_done(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Evidence of the quantity of one kind: one row a piece of works."""
    done = snapshot.table("works").filter((nw.col("kind") == kind) & in_year("on", year))
    return listed(done, counted="quantity", school="school", on="on")
