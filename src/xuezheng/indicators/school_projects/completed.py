"""School projects of the year's plan that are completed."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import KIND_AND_WORK, planned, stage_reached
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校建设项目竣工数",
    label_en="School projects of the year's plan that are completed",
    unit="个",
    kind="count",
    definition="列入本年计划的学校建设项目中，年末已竣工的项目数；应竣工数为本年计划项目数。"
    "年末前取消的项目不计入计划；以前年度计划结转的项目不计。",
    reference="项目竣工率口径（竣工数与计划数分列）；计划与取消的处理为本局统计口径",
    review_by="2027-06",
    aliases=("竣工项目", "完工项目", "建成投用项目", "建成项目", "完成建设项目"),
    topics=("项目建设",),
    dimensions=KIND_AND_WORK,
)
def completed(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    projects = planned(snapshot, year)
    return stage_reached(snapshot, projects, year, "completed_on", dimensions=("kind", "work"))
