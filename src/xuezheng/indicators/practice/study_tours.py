"""Pupils on study tours."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="研学旅行学生人次",
    label_en="Pupils on study tours",
    unit="人次",
    kind="count",
    definition="当年参加研学旅行的学生人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("研学实践", "参加研学旅行", "研学活动"),
    topics=("实践活动", "德育"),
)
def practice_study_tours(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "study_tour")
