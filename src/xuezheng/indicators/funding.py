"""Money from other levels of government and from donors, by the day of its notice or arrival."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot

#: Levels above the city, and their words as a dimension.
UPWARD = {"central": "中央;国家", "province": "省级;省"}


def granted(snapshot: Snapshot, year: int, *levels: str, by: str, dimensions: tuple[str, ...] = ()) -> Frame:
    """Evidence of funds of some levels whose day `by` (notice or arrival) lies in the year."""
    funds = snapshot.table("funds").filter(nw.col("level").is_in(levels) & in_year(by, year))
    return listed(funds, counted="amount_yuan", dimensions=dimensions, on=by)
