"""Candidates who reached the senior school line."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import line_results
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="中考普通高中上线人数",
    label_en="Candidates who reached the senior school line",
    unit="人",
    kind="count",
    definition="本年中考成绩达到普通高中录取控制分数线的考生人数。",
    reference="省招生考试机构公布的控制分数线；以考试成绩登记为准",
    review_by="2027-06",
    aliases=("中考上线人数", "普高上线人数"),
    topics=("义务教育", "高中教育"),
)
def senior_line_count(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    results = line_results(snapshot, year, "zhongkao", "senior")
    return listed(
        results,
        subject="school",
        counted="n_reached",
        area=None,
        school="school",
    )
