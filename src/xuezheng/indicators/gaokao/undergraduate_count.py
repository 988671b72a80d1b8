"""Candidates who reached the undergraduate line."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import reached_line
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="高考本科上线人数",
    label_en="Candidates who reached the undergraduate line",
    unit="人",
    kind="count",
    definition="本年高考成绩达到本科录取控制分数线的考生人数。",
    reference="省招生考试机构公布的本科录取控制分数线；以考试成绩登记为准",
    review_by="2027-06",
    aliases=("高考成绩", "本科上线", "本科上线人数", "高考本科上线"),
    topics=("高中教育",),
)
def undergraduate_count(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    results = reached_line(snapshot, year, "undergraduate")
    return listed(results, subject="school", counted="n_reached", area=None, school="school")
