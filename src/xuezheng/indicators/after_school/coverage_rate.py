"""Share of pupils in after-school service."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.wellbeing import wellbeing_share
from xuezheng.snapshot import Snapshot


@indicator(
    label="课后服务学生参与率",
    label_en="Share of pupils in after-school service",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年秋季学年年报中参加课后服务的学生数占学生数的百分比。",
    reference="教基厅函〔2021〕29号（课后服务）；学生服务与健康年报",
    review_by="2027-09",
    aliases=("课后服务参与率", "课后服务覆盖率", "参加课后服务学生占比"),
    topics=("双减", "义务教育"),
    dimensions={"stage": STAGES},
)
def after_school_coverage_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return wellbeing_share(snapshot, year, "n_after_school", "n_pupils")
