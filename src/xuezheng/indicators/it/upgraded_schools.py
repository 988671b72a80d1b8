"""Schools whose equipment moved up a class."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="信息技术装备升类学校数",
    label_en="Schools whose equipment moved up a class",
    unit="所",
    kind="count",
    definition="当年完成信息技术装备优化升类的学校数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("信息技术装备优化升类", "信息化装备升级", "装备升类"),
    topics=("信息化", "装备"),
    dimensions={"level": LEVELS},
)
def it_upgraded_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "it_upgrade")
