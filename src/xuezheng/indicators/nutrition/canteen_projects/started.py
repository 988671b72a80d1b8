"""Canteen projects of the nutrition plan that have started."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import WORKS, planned, stage_reached
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="营养改善计划食堂项目开工数",
    label_en="Canteen projects of the nutrition plan that have started",
    unit="个",
    kind="count",
    definition="列入本年计划的营养餐食堂项目中，年末已开工的项目数；应开工数为本年计划项目数。"
    "年末前取消的项目不计入计划；以前年度计划结转的项目不计。",
    reference="项目开工率口径（开工数与计划数分列）；计划与取消的处理为本局统计口径",
    review_by="2027-06",
    aliases=("学校食堂建设项目", "食堂项目", "营养餐食堂项目开工", "食堂开工建设"),
    topics=("营养餐", "民生工程"),
    dimensions={"work": WORKS},
)
def started(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned canteen project."""
    projects = planned(snapshot, year, "nutrition_canteen")
    return stage_reached(snapshot, projects, year, "started_on", dimensions=("work",))
