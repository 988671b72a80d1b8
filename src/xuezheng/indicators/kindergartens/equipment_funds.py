"""Spending on equipment of kindergartens."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import to_kindergartens
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="幼儿园设备购置资金",
    label_en="Spending on equipment of kindergartens",
    unit="元",
    kind="sum",
    definition="当年幼儿园（含附设幼儿班）到货设备和玩教具的金额之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("幼儿园设备投入", "幼儿园购置设备资金", "幼儿园玩教具资金"),
    topics=("学前教育", "装备", "经费"),
)
def kindergartens_equipment_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    bought = to_kindergartens(snapshot, year)
    return listed(bought, counted="amount_yuan", area=None, school="school", on="on")
