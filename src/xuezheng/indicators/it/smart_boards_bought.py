"""Multimedia sets bought."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import delivered
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="购置多媒体教学设备套数",
    label_en="Multimedia sets bought",
    unit="套",
    kind="count",
    definition="当年到货的交互式多媒体教学设备套数之和。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("安装多媒体设备", "电子白板", "班班通设备", "智慧黑板"),
    topics=("信息化", "装备"),
)
def it_smart_boards_bought(snapshot: Snapshot, year: int) -> Frame:
    """One row a delivery."""
    return delivered(snapshot, year, "smart_board")
