"""Share of candidates who reached the special line."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import line_results
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="特殊类型控制线上线率",
    label_en="Share of candidates who reached the special line",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年高考成绩达到特殊类型招生控制分数线的考生人数，占参考人数的百分比。",
    reference="省招生考试机构公布的控制分数线；以考试成绩登记为准",
    review_by="2027-06",
    aliases=("特控线上线率", "重点本科上线率", "一本上线率"),
    topics=("高中教育",),
)
def special_line_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    results = line_results(snapshot, year, "gaokao", "special")
    return listed(
        results,
        subject="school",
        counted="n_reached",
        out_of="n_candidates",
        area=None,
        school="school",
    )
