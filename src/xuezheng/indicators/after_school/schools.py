"""Schools with after-school service."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.wellbeing import wellbeing_schools
from xuezheng.snapshot import Snapshot


@indicator(
    label="开展课后服务学校数",
    label_en="Schools with after-school service",
    unit="所",
    kind="count",
    definition="当年秋季学年年报中有学生参加课后服务的学校数；应开展数为交了年报的学校数。",
    reference="教基厅函〔2021〕29号（课后服务）；学生服务与健康年报",
    review_by="2027-09",
    aliases=("课后服务学校", "提供课后服务学校"),
    topics=("双减", "义务教育"),
)
def after_school_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    return wellbeing_schools(snapshot, year, "n_after_school")
