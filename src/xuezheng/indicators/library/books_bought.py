"""Books bought."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import delivered
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="购置图书册数",
    label_en="Books bought",
    unit="册",
    kind="count",
    definition="当年到货的图书册数之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("新增图书", "采购图书", "补充图书"),
    topics=("装备",),
)
def library_books_bought(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return delivered(snapshot, year, "book")
