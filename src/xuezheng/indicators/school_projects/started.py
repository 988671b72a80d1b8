"""School projects of the year's plan that have started."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import KIND_AND_WORK, planned, stage_reached
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校建设项目开工数",
    label_en="School projects of the year's plan that have started",
    unit="个",
    kind="count",
    definition="列入本年计划的学校建设项目中，年末已开工的项目数；应开工数为本年计划项目数。"
    "年末前取消的项目不计入计划；以前年度计划结转的项目不计。",
    reference="项目开工率口径（开工数与计划数分列）；计划与取消的处理为本局统计口径",
    review_by="2027-06",
    aliases=("开工项目", "动工项目", "项目开工建设"),
    topics=("项目建设",),
    dimensions=KIND_AND_WORK,
)
def started(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    projects = planned(snapshot, year)
    return stage_reached(snapshot, projects, year, "started_on", dimensions=("kind", "work"))
