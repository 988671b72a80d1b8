"""Floor area of kindergartens built, altered or extended."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import BUILDING_WORKS, WORKS, finished
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="新改扩建幼儿园面积",
    label_en="Floor area of kindergartens built, altered or extended",
    unit="平方米",
    kind="sum",
    definition="本年竣工的幼儿园新建、改建、扩建项目的建筑面积之和，按竣工日期计入；"
    "应完成面积为列入本年计划的项目的建筑面积。",
    reference="本局统计口径：面积按竣工日期计入年度",
    review_by="2027-06",
    aliases=("公办幼儿园面积", "幼儿园建筑面积"),
    topics=("学前教育", "项目建设"),
    dimensions={"work": {work: WORKS[work] for work in BUILDING_WORKS}},
    registers={"projects": "plan_year"},
)
def kindergartens_built_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a project planned for the year or finished in it."""
    rows = finished(snapshot, year, "floor_area_m2", "kindergarten", dimensions=("work",))
    return rows.filter(nw.col("work").is_in(BUILDING_WORKS))
