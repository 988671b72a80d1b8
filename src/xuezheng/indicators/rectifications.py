"""Problems to be put right after the Party campaigns of a year, one by one."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, last_day
from xuezheng.snapshot import Snapshot


def items(snapshot: Snapshot, year: int) -> Frame:
    """Items of the year's campaigns that had been collected by its end."""
    campaigns = snapshot.table("campaigns").filter(nw.col("year") == year).select(campaign="code")
    collected = snapshot.table("rectification_items").filter(
        nw.col("collected_on") <= last_day(snapshot, year)
    )
    return collected.join(campaigns, on="campaign", how="semi")


def resolved(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of the items: one row each, counted when resolved by the year's end."""
    is_resolved = as_count(nw.col("resolved_on") <= last_day(snapshot, year))
    return listed(items(snapshot, year), counted=is_resolved, out_of=1)
