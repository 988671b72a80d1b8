"""Share of the year's planned investment that was spent."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.projects import KIND_AND_WORK, planned
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="年度投资计划完成率",
    label_en="Share of the year's planned investment that was spent",
    unit="%",
    kind="rate",
    scale=100,
    definition="列入本年计划的学校建设项目的完成投资占预算的百分比；可以超过 100。",
    reference="本局统计口径：以项目登记为准；年末前取消的项目不计入计划",
    review_by="2027-06",
    aliases=("投资完成率", "完成年度计划投资"),
    topics=("项目建设",),
    dimensions=KIND_AND_WORK,
)
def school_projects_investment_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    return listed(
        planned(snapshot, year),
        counted="spent_yuan",
        out_of="budget_yuan",
        school="school",
        dimensions=("kind", "work"),
    )
