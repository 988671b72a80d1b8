"""Where the year's appeals were sent: counties, divisions of the bureau, units below it."""

import narwhals as nw

from xuezheng.indicators.casework import CHANNELS, received
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot

APPEALS = {"cases": "received_on"}


def leads(snapshot: Snapshot, year: int, *kinds: str) -> Frame:
    """Evidence of organisations of some kinds that handled an appeal of the year: one row each."""
    asked = snapshot.table("organisations").filter(nw.col("kind").is_in(kinds)).select("name", lead="code")
    handled = received(snapshot, year, *CHANNELS).join(asked, on="lead", how="inner")
    each = handled.group_by("lead").agg(name=nw.col("name").min())
    city = nw.lit(snapshot.bureau["city_code"])
    return listed(each.with_columns(area=city), subject="name")
