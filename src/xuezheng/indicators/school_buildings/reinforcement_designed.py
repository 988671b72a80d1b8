"""Buildings whose reinforcement is designed."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="加固设计校舍栋数",
    label_en="Buildings whose reinforcement is designed",
    unit="栋",
    kind="count",
    definition="当年完成加固工程设计的校舍栋数之和。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("加固工程设计", "教学楼加固设计"),
    topics=("校舍", "项目建设"),
)
def school_buildings_reinforcement_designed(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "reinforcement_design")
