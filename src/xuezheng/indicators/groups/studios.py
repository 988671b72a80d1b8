"""Studios of noted teachers."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_groups import groups
from xuezheng.snapshot import Snapshot


@indicator(
    label="名师名校长工作室数",
    label_en="Studios of noted teachers",
    unit="个",
    kind="count",
    definition="年末运行的名师、名校长、名班主任工作室数。",
    reference="教育集团与共同体登记；本局统计口径",
    review_by="2027-09",
    aliases=("名师工作室", "名校长工作室", "名班主任工作室"),
    topics=("教师队伍",),
)
def groups_studios(snapshot: Snapshot, year: int) -> Frame:
    """One row a group."""
    return groups(snapshot, year, "studio")
