"""Aspects in which problems were collected in the Party campaign."""

from xuezheng.indicators.campaigns import aspects
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="征求到的意见问题数",
    label_en="Aspects in which problems were collected in the Party campaign",
    unit="个",
    kind="count",
    definition="本年度党的教育实践活动中征求到的问题涉及的方面数：同一方面的几条意见只计一个；"
    "一个方面涉及几个县区的，记在全市一次。",
    reference="本局统计口径：以整改问题登记的“方面”为准",
    review_by="2027-06",
    aliases=("征求到的方面问题", "个方面问题", "征求意见建议", "查摆问题", "教育实践活动中征求到的问题"),
    topics=("党建", "教育实践活动", "作风"),
)
def collected(snapshot: Snapshot, year: int) -> Frame:
    """One row an aspect."""
    return listed(aspects(snapshot, year), subject="aspect")
