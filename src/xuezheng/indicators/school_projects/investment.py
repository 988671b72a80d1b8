"""Money spent on the year's school projects."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.projects import KIND_AND_WORK, planned
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校建设项目总投资",
    label_en="Money spent on the year's school projects",
    unit="元",
    kind="sum",
    definition="列入本年计划的学校建设项目的完成投资之和；应完成数为这些项目的预算。年末前取消的项目不计。",
    reference="本局统计口径：以项目登记的计划年度和完成投资为准",
    review_by="2027-06",
    aliases=("教育固定资产投资", "项目总投资", "完成投资", "项目建设投入资金", "投入建设资金"),
    topics=("项目建设",),
    dimensions=KIND_AND_WORK,
)
def investment(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    return listed(
        planned(snapshot, year),
        counted="spent_yuan",
        out_of="budget_yuan",
        school="school",
        dimensions=("kind", "work"),
    )
