"""School projects accepted."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import KIND_AND_WORK, planned, stage_reached
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校建设项目验收数",
    label_en="School projects accepted",
    unit="个",
    kind="count",
    definition="列入本年计划的学校建设项目中，年末已验收的项目数；应验收数为本年计划项目数。",
    reference="本局统计口径：以项目登记为准；年末前取消的项目不计入计划",
    review_by="2027-06",
    aliases=("验收项目", "通过验收项目"),
    topics=("项目建设",),
    dimensions=KIND_AND_WORK,
)
def school_projects_accepted(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    projects = planned(snapshot, year)
    return stage_reached(snapshot, projects, year, "accepted_on", dimensions=("kind", "work"))
