"""Sets of teaching instruments."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import delivered
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="配备教学仪器套数",
    label_en="Sets of teaching instruments",
    unit="套",
    kind="count",
    definition="当年到货的教学仪器套数之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("教学仪器", "购置教学仪器", "实验仪器"),
    topics=("装备", "办学条件"),
)
def equipment_teaching_instruments(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return delivered(snapshot, year, "instrument")
