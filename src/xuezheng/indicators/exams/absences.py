"""Absences in examinations."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import EXAMS, of_sittings
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="考试缺考人次",
    label_en="Absences in examinations",
    unit="人次",
    kind="count",
    definition="本年度举行的考试中登记的缺考人次，一名考生缺考几场计几人次。",
    reference="本局统计口径：以考场签到表登记的缺考为准",
    review_by="2027-06",
    aliases=("缺考", "缺考人数", "缺考考生"),
    topics=("考试", "招生"),
    dimensions={"exam": EXAMS},
    registers={"exam_sittings": "held_on"},
)
def absences(snapshot: Snapshot, year: int) -> Frame:
    """One row a candidate who did not come to a session."""
    told = of_sittings(snapshot, year, "exam_absences")
    return listed(told, subject="session", dimensions=("exam",), on="on")
