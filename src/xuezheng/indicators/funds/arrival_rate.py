"""Share of noticed money that arrived."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.fund_purposes import GIVERS
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="资金到位率",
    label_en="Share of noticed money that arrived",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年下达通知的资金中，年末前已到账的金额占下达金额的百分比。",
    reference="本局统计口径：以资金登记的下达日期和到账日期为准",
    review_by="2027-06",
    aliases=("财政资金到位率", "资金拨付率"),
    topics=("经费", "项目建设"),
    dimensions={"level": GIVERS},
)
def funds_arrival_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund."""
    noticed = snapshot.table("funds").filter(in_year("noticed_on", year))
    is_here = nw.col("arrived_on") <= last_day(snapshot, year)
    here = nw.when(is_here).then(nw.col("amount_yuan")).otherwise(nw.lit(0))
    return listed(noticed, counted=here, out_of="amount_yuan", dimensions=("level",), on="noticed_on")
