"""Places that governments bought at private schools, by term."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot

#: Words for the term, as a dimension.
TERMS = {"spring": "春季", "autumn": "秋季"}


def bought(snapshot: Snapshot, year: int, column: str) -> Frame:
    """Evidence of a number of the year's purchases: one row a school and term."""
    purchases = snapshot.table("place_purchases").filter(nw.col("year") == year)
    return listed(
        purchases, subject="school", counted=column, area=None, school="school", dimensions=("term",)
    )
