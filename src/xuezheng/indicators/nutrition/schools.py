"""Schools whose pupils received the nutrition subsidy."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.student_aid import paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="实施营养改善计划学校数",
    label_en="Schools in the nutrition plan",
    unit="所",
    kind="count",
    definition="本年度有学生领取（已发放）营养膳食补助的学校数。",
    reference="农村义务教育学生营养改善计划；以补助发放登记为准，为本局统计口径",
    review_by="2027-06",
    aliases=("营养餐学校", "营养餐试点学校", "实施营养餐学校"),
    topics=("营养餐", "民生工程"),
    registers={"aid_awards": "year"},
)
def schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    fed = paid_awards(snapshot, year).filter(nw.col("kind") == "nutrition")
    schools = fed.group_by("school").agg(n_awards=nw.len())
    return listed(schools, subject="school", area=None, school="school")
