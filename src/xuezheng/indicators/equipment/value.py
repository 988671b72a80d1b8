"""Value of teaching instruments and equipment."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="教学仪器设备值",
    label_en="Value of teaching instruments and equipment",
    unit="元",
    kind="sum",
    definition="当年秋季学年初报表中教学仪器设备资产值之和。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("教学仪器设备总值", "设备资产值"),
    topics=("装备", "基本情况"),
    dimensions={"stage": STAGES},
)
def equipment_value(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    return held(snapshot, year, "equipment_yuan")
