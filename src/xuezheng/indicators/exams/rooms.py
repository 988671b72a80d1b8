"""Rooms of the examinations held."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import EXAMS, sittings
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="设置考场数",
    label_en="Rooms of the examinations held",
    unit="个",
    kind="count",
    definition="本年度已举行的中考、高考、自考、成人高考、研究生考试的考场数之和；一间教室用于几项考试计几个。",
    reference="本局统计口径：以考务登记的考场数为准",
    review_by="2027-06",
    aliases=("考场", "设考场", "设立考场", "编排考场"),
    topics=("考试", "招生"),
    dimensions={"exam": EXAMS},
)
def rooms(snapshot: Snapshot, year: int) -> Frame:
    """One row an examination held and area."""
    held = sittings(snapshot, year).filter(nw.col("held_on") <= last_day(snapshot, year))
    return listed(held, counted="n_rooms", dimensions=("exam",), on="held_on")
