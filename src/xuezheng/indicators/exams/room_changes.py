"""Candidates moved to another room on the day."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import EXAMS, of_sittings
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="临时调换考场次数",
    label_en="Rooms changed on the day of an examination",
    unit="次",
    kind="count",
    definition="本年度举行的考试中，开考当日登记的临时调换考场次数，一个考场一场计一次。",
    reference="本局统计口径：以考务登记的考场调换为准",
    review_by="2027-06",
    aliases=("调换考场", "启用备用考场", "更换考场"),
    topics=("考试", "招生"),
    dimensions={"exam": EXAMS},
    registers={"exam_sittings": "held_on"},
)
def room_changes(snapshot: Snapshot, year: int) -> Frame:
    """One row a change."""
    return listed(of_sittings(snapshot, year, "exam_room_changes"), dimensions=("exam",), on="on")
