"""Money that arrived from all levels and donors."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.fund_purposes import ARRIVALS, GIVERS, arrived
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="教育总投入",
    label_en="Money that arrived from all levels and donors",
    unit="元",
    kind="sum",
    definition="本年到账的各级财政专项资金和社会捐赠之和，按到账日期计入；未登记的日常经费不含。",
    reference="本局统计口径：以资金登记的到账日期为准",
    review_by="2027-06",
    aliases=("教育投入累计", "投入教育经费", "教育总投入资金"),
    topics=("经费",),
    dimensions={"level": GIVERS},
    registers=ARRIVALS,
)
def funds_total_input(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund."""
    return arrived(snapshot, year)
