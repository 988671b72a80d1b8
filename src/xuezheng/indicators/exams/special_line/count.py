"""Candidates who reached the special line."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import line_results
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="特殊类型控制线上线人数",
    label_en="Candidates who reached the special line",
    unit="人",
    kind="count",
    definition="本年高考成绩达到特殊类型招生控制分数线的考生人数。",
    reference="省招生考试机构公布的控制分数线；以考试成绩登记为准",
    review_by="2027-06",
    aliases=("特控线上线人数", "重点本科上线人数", "一本上线人数"),
    topics=("高中教育",),
)
def special_line_count(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    results = line_results(snapshot, year, "gaokao", "special")
    return listed(
        results,
        subject="school",
        counted="n_reached",
        area=None,
        school="school",
    )
