"""Smart campuses."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="智慧校园数",
    label_en="Smart campuses",
    unit="所",
    kind="count",
    definition="当年认定的智慧校园数，按级别分。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("数字校园", "智慧教育示范校", "建成智慧校园"),
    topics=("信息化",),
    dimensions={"level": LEVELS},
)
def it_smart_campuses(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "smart_campus")
