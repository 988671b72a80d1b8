"""Floor area of school buildings renovated or repaired."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import WORKS, finished
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="改造维修校舍面积",
    label_en="Floor area of school buildings renovated or repaired",
    unit="平方米",
    kind="sum",
    definition="本年竣工的校舍改造维修项目的建筑面积之和，按竣工日期计入；"
    "应完成面积为列入本年计划、年末前未取消的项目的建筑面积。以前年度计划结转、本年竣工的，"
    "计入本年完成面积，不计入本年应完成面积。",
    reference="本局统计口径：面积按竣工日期计入年度",
    review_by="2027-06",
    aliases=("校舍维修改造", "加固校舍", "校舍维修加固", "改造维修校舍", "维修校舍"),
    topics=("校舍", "民生工程"),
    dimensions={"work": WORKS},
    registers={"projects": "plan_year"},
)
def renovated_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a project planned for the year or finished in it."""
    return finished(snapshot, year, "floor_area_m2", "building_repair", dimensions=("work",))
