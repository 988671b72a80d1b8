"""Schools that took part in social practice."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.practice_activities import ACTIVITIES, participations
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="参加社会综合实践教育活动学校数",
    label_en="Schools in social practice",
    unit="所",
    kind="count",
    definition="当年有学生参加社会综合实践教育活动的学校，一所学校计一次。",
    reference="《中小学综合实践活动课程指导纲要》教材〔2017〕4号；活动登记",
    review_by="2027-09",
    aliases=("社会实践学校", "社会综合实践教育活动学校", "参加综合实践活动学校"),
    topics=("体卫艺", "德育"),
    registers=ACTIVITIES,
)
def practice_schools(snapshot: Snapshot, year: int) -> Frame:
    """Distinct schools of the whole year."""
    schools = participations(snapshot, year, "social_practice").group_by("school").agg(n=nw.len())
    return schools.select("school", subject="school", counted=nw.lit(1), out_of=NOTHING)
