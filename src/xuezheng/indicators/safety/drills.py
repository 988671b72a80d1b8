"""Drills held."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import held
from xuezheng.snapshot import Snapshot


@indicator(
    label="安全应急演练场次",
    label_en="Drills held",
    unit="场",
    kind="count",
    definition="当年各校登记的安全应急（消防、地震、防暴等）演练场次。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("应急演练", "开展安全演练", "疏散演练"),
    topics=("安全",),
)
def safety_drills(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return held(snapshot, year, "drill")
