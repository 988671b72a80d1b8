"""Spending on equipment."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import ITEMS, paid_for
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="设备购置资金",
    label_en="Spending on equipment",
    unit="元",
    kind="sum",
    definition="当年到货的各类设备金额之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("装备购置资金", "设备采购资金", "购置设备投入"),
    topics=("装备", "经费"),
    dimensions={"item": ITEMS},
)
def equipment_purchase_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return paid_for(snapshot, year)
