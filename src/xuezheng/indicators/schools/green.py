"""Green schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="绿色学校数",
    label_en="Green schools",
    unit="所",
    kind="count",
    definition="当年认定的绿色学校（节水、节能、生态）数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("绿色学校创建", "节约型学校", "生态文明学校"),
    topics=("学校创建",),
    dimensions={"level": LEVELS},
)
def schools_green(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "green_school")
