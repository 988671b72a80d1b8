"""Buildings reinforced."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="加固校舍面积",
    label_en="Buildings reinforced",
    unit="平方米",
    kind="sum",
    definition="当年完成加固的校舍建筑面积之和。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("校舍加固", "加固改造校舍"),
    topics=("校舍", "项目建设"),
)
def school_buildings_reinforced_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "reinforcement")
