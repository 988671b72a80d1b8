"""Confirmed incidents in examinations."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import EXAMS, of_sittings
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="考试违纪和组考事故数",
    label_en="Confirmed incidents in examinations",
    unit="起",
    kind="count",
    definition="本年度举行的考试中，年末已查实的违纪舞弊、泄密和组考事故数，不论是否已处理；未查实的不计。",
    reference="国家教育考试违规处理办法；以考试事件登记的查实日期为准",
    review_by="2027-06",
    aliases=("考试违纪", "考试舞弊", "考试事故", "违纪作弊"),
    topics=("考试", "招生"),
    dimensions={"exam": EXAMS},
    registers={"exam_sittings": "held_on"},
)
def incidents(snapshot: Snapshot, year: int) -> Frame:
    """One row an incident."""
    told = of_sittings(snapshot, year, "exam_incidents")
    confirmed = told.filter(nw.col("confirmed_on") <= last_day(snapshot, year))
    return listed(confirmed, dimensions=("exam",), on="on")
