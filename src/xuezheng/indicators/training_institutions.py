"""Training institutions outside schools: those in being, and those closed."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year, is_open, last_day
from xuezheng.snapshot import Snapshot

#: Words for what they teach and how they ended, as dimensions.
SUBJECTS = {"academic": "学科类", "non_academic": "非学科类"}
ENDINGS = {"deregistered": "注销", "turned": "转型", "banned": "取缔;关停"}


def in_being(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of those in being at the year's end: one row an institution."""
    stands = is_open(last_day(snapshot, year), since="licensed_on", until="closed_on")
    return listed(_register(snapshot).filter(stands), dimensions=("teaches",))


def closed(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of those closed in the year: one row an institution."""
    return listed(
        _register(snapshot).filter(in_year("closed_on", year)),
        dimensions=("teaches", "ending"),
        on="closed_on",
    )


def academic_reduction(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of the share closed of the academic ones ever registered: one row an institution."""
    end = last_day(snapshot, year)
    is_asked = (nw.col("teaches") == "academic") & (nw.col("licensed_on") <= end)
    return listed(
        _register(snapshot).filter(is_asked), counted=as_count(nw.col("closed_on") <= end), out_of=1
    )


def _register(snapshot: Snapshot) -> Frame:
    return snapshot.table("training_institutions").rename({"subject": "teaches"})
