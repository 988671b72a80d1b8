"""Share of the year's school projects that are completed."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import KIND_AND_WORK, planned, stage_reached
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="项目竣工率",
    label_en="Share of the year's school projects that are completed",
    unit="%",
    kind="rate",
    scale=100,
    definition="列入本年计划的学校建设项目中，年末已竣工的项目数占计划项目数的百分比；年末前取消的项目不计入计划。",
    reference="项目完成率＝完成÷计划，开工率与竣工率分别计算；计划与取消的处理为本局统计口径",
    review_by="2027-06",
    aliases=("竣工率", "完工率", "项目完成率", "学校建设项目竣工率"),
    topics=("项目建设",),
    dimensions=KIND_AND_WORK,
)
def completion_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    projects = planned(snapshot, year)
    return stage_reached(snapshot, projects, year, "completed_on", dimensions=("kind", "work"))
