"""People tested in Putonghua."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.sessions_held import people_at
from xuezheng.snapshot import Snapshot


@indicator(
    label="普通话测试人次",
    label_en="People tested in Putonghua",
    unit="人次",
    kind="count",
    definition="当年参加普通话水平测试的人次之和。",
    reference="办班与活动登记；本局统计口径",
    review_by="2027-09",
    aliases=("普通话水平测试", "组织普通话测试"),
    topics=("语言文字",),
)
def language_putonghua_tested(snapshot: Snapshot, year: int) -> Frame:
    """One row a session."""
    return people_at(snapshot, year, "putonghua")
