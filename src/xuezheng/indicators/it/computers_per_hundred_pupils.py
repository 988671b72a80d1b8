"""Computers for a hundred pupils."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="百名学生拥有计算机台数",
    label_en="Computers for a hundred pupils",
    unit="台",
    kind="ratio",
    scale=100,
    definition="各校计算机台数之和÷学年初学生数之和×100；不取各校平均。",
    reference="学年初统计报表",
    review_by="2027-09",
    aliases=("百名学生拥有计算机", "每百名学生拥有计算机", "百生计算机", "每百名学生计算机台数"),
    topics=("信息化", "装备"),
    dimensions={"stage": STAGES},
)
def it_computers_per_hundred_pupils(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "n_computers")
