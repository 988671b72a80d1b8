"""Campuses put forward as of quality."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, put_forward
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="推荐品质校园数",
    label_en="Campuses put forward as of quality",
    unit="所",
    kind="count",
    definition="当年推荐参评的品质校园数，按参评级别分，评定与否都算。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("推荐参评品质校园", "申报品质校园"),
    topics=("学校创建",),
    dimensions={"level": LEVELS},
)
def quality_campus_recommended(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return put_forward(snapshot, year, "quality_campus")
