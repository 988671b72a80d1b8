"""Kindergartens bought, taken back or handed over in a year, and what was paid for them."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot

#: Words for the way, and for what was paid, as dimensions.
WAYS = {"purchase": "收购;购买", "recovery": "回收;收回", "handover": "移交"}
PARTS = {"owner": "举办者;置换", "houses": "房屋;栋房屋", "land": "土地;征收"}


def acquired(snapshot: Snapshot, year: int, counted: str | int = 1) -> Frame:
    """Evidence of the kindergartens of a year, or of a number of theirs: one row a kindergarten."""
    return listed(_of(snapshot, year), counted=counted, dimensions=("way",), on="on")


def paid(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of what was paid: one row a kindergarten and part."""
    found = _of(snapshot, year)
    return nw.concat(
        [
            listed(
                found.with_columns(part=nw.lit(part)), counted=f"{part}_yuan", dimensions=("part",), on="on"
            )
            for part in PARTS
        ]
    )


def _of(snapshot: Snapshot, year: int) -> Frame:
    return snapshot.table("acquisitions").filter(in_year("on", year))
