"""Toys and teaching aids for kindergartens."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import delivered
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="购置玩教具件数",
    label_en="Toys and teaching aids for kindergartens",
    unit="件",
    kind="count",
    definition="当年到货的玩教具（含大型玩具）件数之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("购买玩具", "教学设备玩具", "玩教具"),
    topics=("学前教育", "装备"),
)
def kindergartens_toys(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return delivered(snapshot, year, "toy")
