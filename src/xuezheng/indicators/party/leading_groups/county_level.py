"""Leading teams of county rank in the Party campaign."""

from xuezheng.indicators.campaigns import teams
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="县级领导班子数",
    label_en="Leading teams of county rank in the Party campaign",
    unit="个",
    kind="count",
    definition="参加本年度党的教育实践活动的单位中，班子级别为县级（县处级）的领导班子数。"
    "一个单位在本年参加几次活动，只计一次。",
    reference="本局统计口径：以活动参加单位登记为准",
    review_by="2027-06",
    aliases=("县处级领导班子", "县级班子", "处级领导班子"),
    topics=("党建", "教育实践活动"),
    registers={"campaigns": "year"},
)
def county_level(snapshot: Snapshot, year: int) -> Frame:
    """One row a unit with a team of county rank."""
    return teams(snapshot, year, "county")
