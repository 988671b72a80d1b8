"""Candidates of the examinations held."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import EXAMS, sittings
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="组织考试考生人次",
    label_en="Candidates of the examinations held",
    unit="人次",
    kind="count",
    definition="本年度已举行的中考、高考、自考、成人高考、研究生考试的报名人数之和；一人参加几项考试计几人次。",
    reference="本局统计口径：以考务登记的报名人数为准",
    review_by="2027-06",
    aliases=("考生人数", "报名考生", "参加考试人数"),
    topics=("考试", "招生"),
    dimensions={"exam": EXAMS},
)
def candidates(snapshot: Snapshot, year: int) -> Frame:
    """One row an examination held and area."""
    held = sittings(snapshot, year).filter(nw.col("held_on") <= last_day(snapshot, year))
    return listed(held, counted="n_candidates", dimensions=("exam",), on="held_on")
