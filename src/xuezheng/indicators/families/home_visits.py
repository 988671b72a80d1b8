"""Home visits."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="家访学生人次",
    label_en="Home visits",
    unit="人次",
    kind="count",
    definition="当年家访走访的学生人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("开展家访", "走访学生家庭", "大家访"),
    topics=("德育", "家庭教育"),
)
def families_home_visits(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "home_visit")
