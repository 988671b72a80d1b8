"""Campuses awarded as of quality."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="评选品质校园数",
    label_en="Campuses awarded as of quality",
    unit="所",
    kind="count",
    definition="当年评定的品质校园数，按评定级别分。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("品质校园", "评选市本级品质校园"),
    topics=("学校创建",),
    dimensions={"level": LEVELS},
)
def quality_campus_selected(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "quality_campus")
