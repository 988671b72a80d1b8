"""Education groups."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_groups import groups
from xuezheng.snapshot import Snapshot


@indicator(
    label="教育集团数",
    label_en="Education groups",
    unit="个",
    kind="count",
    definition="年末运行的教育集团数。",
    reference="教育集团与共同体登记；本局统计口径",
    review_by="2027-09",
    aliases=("组建教育集团", "集团化办学集团", "成立教育集团"),
    topics=("义务教育", "办学模式"),
)
def groups_education_groups(snapshot: Snapshot, year: int) -> Frame:
    """One row a group."""
    return groups(snapshot, year, "group")
