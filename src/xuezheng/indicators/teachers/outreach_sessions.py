"""Lessons taken to the villages."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import held
from xuezheng.snapshot import Snapshot


@indicator(
    label="送教下乡场次",
    label_en="Lessons taken to the villages",
    unit="场",
    kind="count",
    definition="当年举办的送教下乡场次。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("送教下乡", "送教送培"),
    topics=("教师队伍",),
)
def teachers_outreach_sessions(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return held(snapshot, year, "outreach")
