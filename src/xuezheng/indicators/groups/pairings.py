"""Pairings of schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_groups import groups
from xuezheng.snapshot import Snapshot


@indicator(
    label="结对帮扶学校对数",
    label_en="Pairings of schools",
    unit="对",
    kind="count",
    definition="年末有效的学校结对帮扶对数。",
    reference="教育集团与共同体登记；本局统计口径",
    review_by="2027-09",
    aliases=("结对帮扶学校", "校际结对", "帮扶结对", "城乡结对"),
    topics=("义务教育", "办学模式"),
)
def groups_pairings(snapshot: Snapshot, year: int) -> Frame:
    """One row a group."""
    return groups(snapshot, year, "pairing")
