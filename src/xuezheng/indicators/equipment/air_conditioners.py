"""Air conditioners fitted."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import delivered
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="安装空调台数",
    label_en="Air conditioners fitted",
    unit="台",
    kind="count",
    definition="当年到货的空调台数之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("安装空调", "购置空调", "加装空调"),
    topics=("装备", "办学条件"),
)
def equipment_air_conditioners(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return delivered(snapshot, year, "air_conditioner")
