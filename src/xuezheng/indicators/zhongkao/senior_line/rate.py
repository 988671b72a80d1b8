"""Share of candidates who reached the senior school line."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import line_results
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="中考普通高中上线率",
    label_en="Share of candidates who reached the senior school line",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年中考成绩达到普通高中录取控制分数线的考生人数，占参考人数的百分比。",
    reference="省招生考试机构公布的控制分数线；以考试成绩登记为准",
    review_by="2027-06",
    aliases=("普高上线率", "中考上线率"),
    topics=("义务教育", "高中教育"),
)
def senior_line_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    results = line_results(snapshot, year, "zhongkao", "senior")
    return listed(
        results,
        subject="school",
        counted="n_reached",
        out_of="n_candidates",
        area=None,
        school="school",
    )
