"""Pupils at labour practice."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="劳动实践学生人次",
    label_en="Pupils at labour practice",
    unit="人次",
    kind="count",
    definition="当年参加劳动实践活动的学生人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("参加劳动实践", "劳动教育实践活动"),
    topics=("劳动教育", "实践活动"),
)
def practice_labour(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "labour")
