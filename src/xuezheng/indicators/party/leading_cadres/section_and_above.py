"""Leading cadres of section rank and above in the Party campaign."""

from xuezheng.indicators.campaigns import people
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="科级以上党员领导干部人数",
    label_en="Party-member leading cadres of section rank and above in the Party campaign",
    unit="名",
    kind="count",
    definition="参加本年度党的教育实践活动的各单位科级以上党员领导干部人数之和。",
    reference="本局统计口径：以活动参加单位登记为准",
    review_by="2027-06",
    aliases=("科级以上党员干部", "党员领导干部", "科级及以上党员领导干部"),
    topics=("党建", "教育实践活动"),
    registers={"campaigns": "year"},
)
def section_and_above(snapshot: Snapshot, year: int) -> Frame:
    """One row a unit: its leading cadres."""
    return people(snapshot, year, "n_leading_cadres")
