"""Civilised campuses."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="文明校园数",
    label_en="Civilised campuses",
    unit="所",
    kind="count",
    definition="当年获评的文明校园数，按级别分。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("文明校园创建", "文明单位", "获评文明校园"),
    topics=("德育", "学校创建"),
    dimensions={"level": LEVELS},
)
def schools_civilised_campuses(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "civilised_campus")
