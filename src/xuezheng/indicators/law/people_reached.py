"""People reached by lessons in law."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="法治宣传教育人次",
    label_en="People reached by lessons in law",
    unit="人次",
    kind="count",
    definition="当年法治宣传教育活动的参加人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("法治进校园受教育", "普法宣传受教育", "法治教育受益学生"),
    topics=("依法行政", "德育"),
)
def law_people_reached(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "law")
