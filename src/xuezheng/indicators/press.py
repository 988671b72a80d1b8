"""Reports in the media of a year, by tone."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot

#: Words for the level of the medium, as a dimension.
LEVELS = {"national": "国家级;中央", "province": "省级;省", "city": "市级"}


def reports(snapshot: Snapshot, year: int, tone: str) -> Frame:
    """Evidence of the year's reports of a tone; one row a report."""
    chosen = snapshot.table("media_reports").filter((nw.col("tone") == tone) & in_year("on", year))
    return listed(chosen, dimensions=("level",), on="on")
