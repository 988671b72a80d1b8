"""Share of project milestones met in time."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="项目节点按期完成率",
    label_en="Share of project milestones met in time",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年到期的项目节点中，按期完成的占到期节点的百分比；年末前取消的项目也计。",
    reference="本局统计口径：以项目节点登记为准",
    review_by="2027-06",
    aliases=("节点按期完成率",),
    topics=("项目建设",),
)
def school_projects_milestones_in_time(snapshot: Snapshot, year: int) -> Frame:
    """One row a milestone."""
    projects = snapshot.table("projects").select("area", "school", project="code")
    due = snapshot.table("milestones").filter(in_year("due_on", year) & (nw.col("due_on") <= snapshot.as_of))
    is_in_time = as_count(nw.col("done_on") <= nw.col("due_on"))
    met = due.join(projects, on="project", how="inner")
    return listed(met, subject="name", counted=is_in_time, out_of=1, school="school", on="due_on")
