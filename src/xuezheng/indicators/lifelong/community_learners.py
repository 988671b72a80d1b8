"""Learners in community education."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="社区教育培训人次",
    label_en="Learners in community education",
    unit="人次",
    kind="count",
    definition="当年社区教育培训的参加人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("社区教育人次", "开展社区教育", "社区培训"),
    topics=("继续教育", "终身教育"),
)
def lifelong_community_learners(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "community")
