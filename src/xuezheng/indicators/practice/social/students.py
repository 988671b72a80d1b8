"""Pupils who took part in social practice."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.practice_activities import ACTIVITIES, participations
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="参加社会综合实践教育活动学生数",
    label_en="Pupils in social practice",
    unit="名",
    kind="count",
    definition="当年参加社会综合实践教育活动的学生，一人参加几次计一名。",
    reference="《中小学综合实践活动课程指导纲要》教材〔2017〕4号；活动登记",
    review_by="2027-09",
    aliases=("社会实践学生", "社会综合实践教育活动学生", "参加综合实践活动学生"),
    topics=("体卫艺", "德育"),
    registers=ACTIVITIES,
)
def practice_pupils(snapshot: Snapshot, year: int) -> Frame:
    """Distinct pupils; one who changed school counts at one of them. Listed by school."""
    pupils = participations(snapshot, year, "social_practice").group_by("pupil").agg(nw.col("school").min())
    return pupils.select("school", subject="school", counted=nw.lit(1), out_of=NOTHING)
