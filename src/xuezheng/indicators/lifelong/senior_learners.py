"""Learners in education for the old."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="老年教育培训人次",
    label_en="Learners in education for the old",
    unit="人次",
    kind="count",
    definition="当年老年教育培训的参加人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("老年教育人次", "老年大学学员", "参加老年教育"),
    topics=("继续教育", "终身教育"),
)
def lifelong_senior_learners(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "senior")
