"""Grass-roots Party organisations in the Party campaign."""

from xuezheng.indicators.campaigns import people
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="基层党组织数",
    label_en="Grass-roots Party organisations in the Party campaign",
    unit="个",
    kind="count",
    definition="参加本年度党的教育实践活动的各单位基层党组织（党委、总支、支部）数之和。",
    reference="本局统计口径：以活动参加单位登记为准",
    review_by="2027-06",
    aliases=("党支部数", "中小学校党组织", "基层党支部"),
    topics=("党建", "教育实践活动"),
    registers={"campaigns": "year"},
)
def grassroots_orgs(snapshot: Snapshot, year: int) -> Frame:
    """One row a unit: its Party organisations."""
    return people(snapshot, year, "n_branches")
