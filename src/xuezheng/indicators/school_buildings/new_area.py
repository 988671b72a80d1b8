"""Floor area added to school buildings."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import finished
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot

_ADDING = {"new": "新建", "extension": "扩建"}


@indicator(
    label="新建校舍面积",
    label_en="Floor area added by new and extended school buildings",
    unit="平方米",
    kind="sum",
    definition="本年竣工的新建、扩建项目（含幼儿园）的建筑面积之和，按竣工日期计入；"
    "应完成面积为列入本年计划、年末前未取消的项目的建筑面积。改建、维修项目不计。",
    reference="本局统计口径：面积按竣工日期计入年度",
    review_by="2027-06",
    aliases=("新增校舍建筑面积", "新增校舍面积", "新建扩建校舍", "新建园舍"),
    topics=("校舍", "项目建设"),
    dimensions={"work": _ADDING},
    registers={"projects": "plan_year"},
)
def new_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a project planned for the year or finished in it."""
    rows = finished(snapshot, year, "floor_area_m2", dimensions=("work",))
    return rows.filter(nw.col("work").is_in(_ADDING))
