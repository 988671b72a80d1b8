"""Homes for teachers."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="教师周转房套数",
    label_en="Homes for teachers",
    unit="套",
    kind="count",
    definition="当年建成的教师周转房套数之和。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("建设教师周转房", "教师周转宿舍", "教师公寓"),
    topics=("教师队伍", "项目建设"),
)
def teachers_housing_units(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "housing")
