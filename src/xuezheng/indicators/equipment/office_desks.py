"""Desks for teachers."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import delivered
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="购置办公桌椅套数",
    label_en="Desks for teachers",
    unit="套",
    kind="count",
    definition="当年到货的办公桌椅套数之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("办公桌椅", "购置办公桌椅", "教师办公桌椅"),
    topics=("装备", "办学条件"),
)
def equipment_office_desks(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return delivered(snapshot, year, "office_desk")
