"""Money for vocational education."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.fund_purposes import GIVERS, arrived
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="职业教育专项资金",
    label_en="Money for vocational education",
    unit="元",
    kind="sum",
    definition="本年到账、资金登记的用途中写明“职业”“中职”“高职”的资金之和，按到账日期计入；各级财政和捐赠都算。"
    "没有写明的不记为零。",
    reference="本局统计口径：以资金登记的用途和到账日期为准",
    review_by="2027-06",
    aliases=("职业教育资金", "职教专项资金"),
    topics=("职业教育", "经费"),
    dimensions={"level": GIVERS},
)
def vocational_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund."""
    return arrived(snapshot, year, "职业", "中职", "高职")
