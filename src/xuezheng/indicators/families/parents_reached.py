"""Parents reached by guidance."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="家庭教育指导人次",
    label_en="Parents reached by guidance",
    unit="人次",
    kind="count",
    definition="当年家庭教育指导活动的家长参加人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("家长学校", "家庭教育讲座", "受益家长"),
    topics=("德育", "家庭教育"),
)
def families_parents_reached(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "parents")
