"""Money for teachers' housing."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.fund_purposes import GIVERS, arrived
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="教师周转房建设资金",
    label_en="Money for teachers' housing",
    unit="元",
    kind="sum",
    definition="本年到账、资金登记的用途中写明“周转房”“周转宿舍”的资金之和，按到账日期计入；各级财政和捐赠都算。"
    "没有写明的不记为零。",
    reference="本局统计口径：以资金登记的用途和到账日期为准",
    review_by="2027-06",
    aliases=("周转房资金",),
    topics=("教师队伍", "项目建设"),
    dimensions={"level": GIVERS},
)
def teachers_housing_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund."""
    return arrived(snapshot, year, "周转房", "周转宿舍")
