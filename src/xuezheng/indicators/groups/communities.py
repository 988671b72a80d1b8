"""Communities of schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_groups import groups
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校共同体数",
    label_en="Communities of schools",
    unit="个",
    kind="count",
    definition="年末运行的学校共同体和学区联盟数。",
    reference="教育集团与共同体登记；本局统计口径",
    review_by="2027-09",
    aliases=("教育共同体", "教共体", "城乡学校共同体", "办学共同体", "学区联盟"),
    topics=("义务教育", "办学模式"),
)
def groups_communities(snapshot: Snapshot, year: int) -> Frame:
    """One row a group."""
    return groups(snapshot, year, "community", "alliance")
