"""Desks for pupils."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import delivered
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="购置学生课桌凳套数",
    label_en="Desks for pupils",
    unit="套",
    kind="count",
    definition="当年到货的学生课桌凳套数之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("学生课桌凳", "课桌椅", "更新课桌凳", "购置课桌椅"),
    topics=("装备", "办学条件"),
)
def equipment_pupil_desks(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return delivered(snapshot, year, "pupil_desk")
