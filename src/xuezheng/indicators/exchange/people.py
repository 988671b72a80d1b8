"""People in international exchange."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="国际交流人次",
    label_en="People in international exchange",
    unit="人次",
    kind="count",
    definition="当年国际（境外）教育交流的参加人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("对外交流人次", "境外交流人次", "中外人文交流"),
    topics=("对外交流",),
)
def exchange_people(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "exchange")
