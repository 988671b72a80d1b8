"""Share of the year's school projects that have started."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import KIND_AND_WORK, planned, stage_reached
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="项目开工率",
    label_en="Share of the year's school projects that have started",
    unit="%",
    kind="rate",
    scale=100,
    definition="列入本年计划的学校建设项目中，年末已开工的项目数占计划项目数的百分比。",
    reference="本局统计口径：以项目登记为准；年末前取消的项目不计入计划",
    review_by="2027-06",
    aliases=("开工率", "学校建设项目开工率"),
    topics=("项目建设",),
    dimensions=KIND_AND_WORK,
)
def school_projects_start_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    projects = planned(snapshot, year)
    return stage_reached(snapshot, projects, year, "started_on", dimensions=("kind", "work"))
