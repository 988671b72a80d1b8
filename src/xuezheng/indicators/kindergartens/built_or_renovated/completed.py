"""Kindergartens newly built, altered or extended, and completed."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import BUILDING_WORKS, WORKS, planned, stage_reached
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="新改扩建幼儿园竣工数",
    label_en="Kindergartens built, altered or extended, and completed",
    unit="所",
    kind="count",
    definition="列入本年计划的幼儿园新建、改建、扩建项目中，年末已竣工的项目数，一个项目计一所；"
    "应竣工数为本年计划项目数。年末前取消的项目不计入计划；维修项目、以前年度计划结转的项目不计。",
    reference="项目竣工率口径（竣工数与计划数分列）；计划与取消的处理为本局统计口径",
    review_by="2027-06",
    aliases=("新改扩建幼儿园", "新建幼儿园", "改扩建幼儿园", "公办中心幼儿园建成", "幼儿园全部竣工"),
    topics=("学前教育", "民生工程"),
    dimensions={"work": {work: WORKS[work] for work in BUILDING_WORKS}},
)
def completed(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    projects = planned(snapshot, year, "kindergarten").filter(nw.col("work").is_in(BUILDING_WORKS))
    return stage_reached(snapshot, projects, year, "completed_on", dimensions=("work",))
