"""Party members in the Party campaign."""

from xuezheng.indicators.campaigns import people
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="党员人数",
    label_en="Party members in the Party campaign",
    unit="名",
    kind="count",
    definition="参加本年度党的教育实践活动的各单位党员人数之和。",
    reference="本局统计口径：以活动参加单位登记为准",
    review_by="2027-06",
    aliases=("中共党员数", "党员总数", "参加活动党员"),
    topics=("党建", "教育实践活动"),
    registers={"campaigns": "year"},
)
def members(snapshot: Snapshot, year: int) -> Frame:
    """One row a unit: its members."""
    return people(snapshot, year, "n_members")
