"""Money from the city government."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.fund_purposes import ARRIVALS
from xuezheng.indicators.funding import granted
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="市级财政教育投入",
    label_en="Money from the city government",
    unit="元",
    kind="sum",
    definition="本年到账、来源级次为市的资金之和，按到账日期计入。",
    reference="本局统计口径：以资金登记的来源级次和到账日期为准",
    review_by="2027-06",
    aliases=("市级资金", "市级财政资金", "市财政教育投入"),
    topics=("经费",),
    registers=ARRIVALS,
)
def funds_municipal(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund."""
    return granted(snapshot, year, "city", by="arrived_on")
