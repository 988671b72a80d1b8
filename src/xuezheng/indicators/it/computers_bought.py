"""Computers bought."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import delivered
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="购置计算机台数",
    label_en="Computers bought",
    unit="台",
    kind="count",
    definition="当年到货的学生用和教师用计算机台数之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("购置电脑", "采购计算机", "新增计算机", "新购计算机"),
    topics=("信息化", "装备"),
)
def it_computers_bought(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return delivered(snapshot, year, "computer", "teacher_computer")
