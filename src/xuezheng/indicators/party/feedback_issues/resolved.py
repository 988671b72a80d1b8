"""Aspects whose problems, collected in the Party campaign, are all resolved."""

from xuezheng.indicators.campaigns import aspects
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="征求到的问题解决数",
    label_en="Aspects of collected problems that are resolved",
    unit="个",
    kind="count",
    definition="本年度党的教育实践活动中征求到的各方面问题，年末已全部解决的方面数；应解决数为征求到的方面数。"
    "一个方面还有一条问题未解决，该方面不计为解决。",
    reference="本局统计口径：以整改问题登记的“方面”和解决日期为准",
    review_by="2027-06",
    aliases=("整改完成问题数", "已解决问题", "问题整改落实"),
    topics=("党建", "教育实践活动", "作风"),
)
def resolved(snapshot: Snapshot, year: int) -> Frame:
    """One row an aspect, counted when nothing of it is left open."""
    return listed(aspects(snapshot, year), subject="aspect", counted="is_resolved", out_of=1)
