"""Powers given up, handed down or passed on in a year."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


def power_changes(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Evidence of the changes of a kind: one row a power."""
    changed = snapshot.table("power_changes").filter((nw.col("kind") == kind) & in_year("on", year))
    return listed(changed, on="on")
