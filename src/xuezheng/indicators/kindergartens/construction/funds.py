"""Money spent on kindergarten projects of the year."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.projects import WORKS, planned
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="幼儿园建设投入资金",
    label_en="Money spent on kindergarten projects of the year",
    unit="元",
    kind="sum",
    definition="列入本年计划的幼儿园建设项目的完成投资之和；应完成数为这些项目的预算。年末前取消的项目不计。",
    reference="本局统计口径：以项目登记为准；年末前取消的项目不计入计划",
    review_by="2027-06",
    aliases=("学前教育资金", "新建幼儿园投资", "幼儿园投资", "中心幼儿园投资"),
    topics=("学前教育", "项目建设"),
    dimensions={"work": WORKS},
)
def construction_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a planned project."""
    kindergartens = planned(snapshot, year, "kindergarten")
    return listed(
        kindergartens,
        counted="spent_yuan",
        out_of="budget_yuan",
        school="school",
        dimensions=("work",),
    )
