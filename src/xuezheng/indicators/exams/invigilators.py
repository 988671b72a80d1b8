"""Invigilators of the examinations held."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import EXAMS, sittings
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="监考人次",
    label_en="Invigilators of the examinations held",
    unit="人次",
    kind="count",
    definition="本年度已举行的中考、高考、自考、成人高考、研究生考试的监考人数之和；一人参加几项考试计几人次。",
    reference="本局统计口径：以考务登记的监考人数为准",
    review_by="2027-06",
    aliases=("监考人员", "监考教师", "选派监考"),
    topics=("考试", "招生"),
    dimensions={"exam": EXAMS},
)
def invigilators(snapshot: Snapshot, year: int) -> Frame:
    """One row an examination held and area."""
    held = sittings(snapshot, year).filter(nw.col("held_on") <= last_day(snapshot, year))
    return listed(held, counted="n_invigilators", dimensions=("exam",), on="held_on")
