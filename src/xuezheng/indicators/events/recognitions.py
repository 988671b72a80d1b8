"""Recognitions by higher authorities."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.inspected import LEVELS
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="获得肯定表彰推广次数",
    label_en="Recognitions by higher authorities",
    unit="次",
    kind="count",
    definition="本年大事记中登记的上级肯定、表彰与推广件数。",
    reference="本局大事记登记",
    review_by="2027-06",
    aliases=("获得表彰", "荣誉称号", "经验推广"),
    topics=("综合", "党建"),
    dimensions={"level": LEVELS},
    registers={"public_events": "on"},
)
def events_recognitions(snapshot: Snapshot, year: int) -> Frame:
    """One row an event."""
    is_asked = in_year("on", year) & (nw.col("kind") == "recognition")
    return listed(snapshot.table("public_events").filter(is_asked), dimensions=("level",), on="on")
