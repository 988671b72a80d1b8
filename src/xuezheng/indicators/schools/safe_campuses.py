"""Safe campuses."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="平安校园数",
    label_en="Safe campuses",
    unit="所",
    kind="count",
    definition="当年认定的平安校园数，按级别分。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("平安校园创建", "安全文明校园", "平安校园示范校"),
    topics=("安全", "学校创建"),
    dimensions={"level": LEVELS},
)
def schools_safe_campuses(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "safe_campus")
