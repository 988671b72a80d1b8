"""Pupils who received the nutrition subsidy."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.student_aid import paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="营养改善计划受益学生数",
    label_en="Pupils who received the nutrition subsidy",
    unit="名",
    kind="count",
    definition="本年度领取（已发放）营养膳食补助的学生人数，一名学生几个学期领取只计一人；"
    "年内转学的学生记在学校标识码较大的学校一次。",
    reference="农村义务教育学生营养改善计划；人数去重为本局统计口径",
    review_by="2027-06",
    aliases=("享受营养餐学生", "营养餐受益学生", "享受营养膳食补助学生"),
    topics=("营养餐", "民生工程"),
    registers={"aid_awards": "year"},
)
def students(snapshot: Snapshot, year: int) -> Frame:
    """One row a pupil, listed by school."""
    fed = paid_awards(snapshot, year).filter(nw.col("kind") == "nutrition")
    pupils = fed.group_by("pupil").agg(nw.col("school").max())
    return listed(pupils, subject="school", area=None, school="school")
