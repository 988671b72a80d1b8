"""Pupils to each full-time teacher."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生师比",
    label_en="Pupils to each full-time teacher",
    unit="人",
    kind="ratio",
    definition="学年初学生数之和÷专任教师数之和；如 15 人配一名教师，写作 15∶1。",
    reference="中央编办发〔2014〕72号；学年初统计报表",
    review_by="2027-09",
    aliases=("学生与教师之比", "师生比", "学生教师比"),
    topics=("教师队伍", "基本情况"),
    dimensions={"stage": STAGES},
)
def teachers_pupils_per_teacher(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "n_pupils", "n_full_time_teachers")
