"""Pupils in after-school service."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.wellbeing import wellbeing_sum
from xuezheng.snapshot import Snapshot


@indicator(
    label="参加课后服务学生数",
    label_en="Pupils in after-school service",
    unit="人",
    kind="count",
    definition="当年秋季学年年报中参加课后服务的学生数之和。",
    reference="教基厅函〔2021〕29号（课后服务）；学生服务与健康年报",
    review_by="2027-09",
    aliases=("参与课后服务学生", "惠及课后服务学生", "课后服务惠及学生"),
    topics=("双减", "义务教育"),
    dimensions={"stage": STAGES},
)
def after_school_students(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return wellbeing_sum(snapshot, year, "n_after_school")
