"""Examinations held."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import EXAMS, sittings
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="组织考试场次",
    label_en="Examinations held",
    unit="场",
    kind="count",
    definition="本年度计划的中考、高考、自考、成人高考、研究生考试中，年末已举行的场次，一项考试在一个县区计一场；"
    "应举行数为本年度计划的场次。",
    reference="本局统计口径：以考务登记和考试轮次的年度为准",
    review_by="2027-06",
    aliases=("组织考试", "组织各类考试", "完成各类考试", "国家教育考试"),
    topics=("考试", "招生"),
    dimensions={"exam": EXAMS},
)
def held(snapshot: Snapshot, year: int) -> Frame:
    """One row an examination and area."""
    is_held = as_count(nw.col("held_on") <= last_day(snapshot, year))
    return listed(sittings(snapshot, year), counted=is_held, out_of=1, dimensions=("exam",))
