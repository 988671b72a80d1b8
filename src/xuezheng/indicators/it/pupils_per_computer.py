"""Pupils to each computer."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生机比",
    label_en="Pupils to each computer",
    unit="人",
    kind="ratio",
    definition="学年初学生数之和÷各校计算机台数之和；如 8 人一台，写作 8∶1。",
    reference="学年初统计报表",
    review_by="2027-09",
    aliases=("学生计算机比", "学生与计算机之比", "生机比达到"),
    topics=("信息化", "装备"),
    dimensions={"stage": STAGES},
)
def it_pupils_per_computer(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "n_pupils", "n_computers")
