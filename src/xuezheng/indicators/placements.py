"""Where children with disabilities are taught, by area and school year."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


def placed(snapshot: Snapshot, year: int, mode: str) -> Frame:
    """Evidence of the children taught in one way: one row an area."""
    return listed(_of(snapshot, year).filter(nw.col("mode") == mode), subject="mode", counted="n_children")


def share_placed(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of the share taught in any way: one row an area and way."""
    is_placed = nw.when(nw.col("mode") == "none").then(nw.lit(0)).otherwise(nw.col("n_children"))
    return listed(_of(snapshot, year), subject="mode", counted=is_placed, out_of="n_children")


def _of(snapshot: Snapshot, year: int) -> Frame:
    return snapshot.table("special_placements").filter(nw.col("school_year") == year)
