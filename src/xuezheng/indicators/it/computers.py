"""Computers in schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="配备计算机台数",
    label_en="Computers in schools",
    unit="台",
    kind="count",
    definition="各校学年初报表（本年 9 月开始的学年）填报的计算机台数之和。",
    reference="教育事业统计学年初报表",
    review_by="2027-06",
    aliases=("电脑", "学生用计算机", "教学用计算机", "计算机"),
    topics=("信息化",),
    dimensions={"stage": STAGES},
)
def computers(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return held(snapshot, year, "n_computers")
