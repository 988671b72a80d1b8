"""Networked multimedia classrooms."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="班班通教室数",
    label_en="Networked multimedia classrooms",
    unit="套",
    kind="count",
    definition="各校学年初报表（本年 9 月开始的学年）填报的网络多媒体教室数之和。",
    reference="教育事业统计学年初报表；教督〔2017〕6号“网络多媒体教室”",
    review_by="2027-06",
    aliases=("多媒体教室", "多媒体设备", "网络多媒体教室", "班班通设备"),
    topics=("信息化",),
    dimensions={"stage": STAGES},
)
def multimedia_classrooms(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return held(snapshot, year, "n_multimedia_rooms")
