"""Permit items the bureau keeps at the end of a year."""

import narwhals as nw

from xuezheng.indicators.readings import Frame, is_open, last_day
from xuezheng.snapshot import Snapshot


def kept(snapshot: Snapshot, year: int) -> Frame:
    """Items kept and not dropped by the year's end; they are the city bureau's own."""
    is_kept = is_open(last_day(snapshot, year), since="kept_from", until="dropped_on")
    city = nw.lit(snapshot.bureau["city_code"])
    return snapshot.table("permit_items").filter(is_kept).with_columns(area=city)
