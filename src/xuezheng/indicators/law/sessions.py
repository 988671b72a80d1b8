"""Lessons in law held."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import held
from xuezheng.snapshot import Snapshot


@indicator(
    label="法治宣传教育场次",
    label_en="Lessons in law held",
    unit="场",
    kind="count",
    definition="当年举办的法治宣传教育活动场次。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("法治讲座场次", "法治报告会", "组织法治讲座"),
    topics=("依法行政", "德育"),
)
def law_sessions(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return held(snapshot, year, "law")
