"""Share of candidates who reached the undergraduate line."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.exam_sittings import reached_line
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="高考本科上线率",
    label_en="Share of candidates who reached the undergraduate line",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年高考成绩达到本科录取控制分数线的考生人数，占参考人数的百分比；各校合并计算，不取各校平均。",
    reference="省招生考试机构公布的本科录取控制分数线；以考试成绩登记为准",
    review_by="2027-06",
    aliases=("高考成绩", "本科上线率", "二本上线率", "本科达线率"),
    topics=("高中教育",),
)
def undergraduate_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    results = reached_line(snapshot, year, "undergraduate")
    return listed(
        results, subject="school", counted="n_reached", out_of="n_candidates", area=None, school="school"
    )
