"""Visits of inspectors to schools, and what they found."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year, last_day
from xuezheng.snapshot import Snapshot

LEVELS = {"national": "国家级;国家", "province": "省级;省", "city": "市级;市", "county": "县级;区级"}

#: What speaks for a year: a visit in it.
VISITS = {"visits": "on"}


def visits(snapshot: Snapshot, year: int) -> Frame:
    """Visits of the year."""
    return snapshot.table("visits").filter(in_year("on", year))


def shortfalls(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of items the year's visits found unmet: one row an item, counted when put right by its end."""
    made = visits(snapshot, year).select("area", "school", "level", "on", visit="code")
    unmet = snapshot.table("findings").filter(~nw.col("is_met")).join(made, on="visit", how="inner")
    is_right = as_count(nw.col("corrected_on") <= last_day(snapshot, year))
    return listed(
        unmet, subject="item", counted=is_right, out_of=1, school="school", dimensions=("level",), on="on"
    )
