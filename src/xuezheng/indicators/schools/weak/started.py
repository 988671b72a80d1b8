"""Weak schools whose improvement has begun, of those on the year's list."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_plans import planned_schools
from xuezheng.snapshot import Snapshot


@indicator(
    label="薄弱学校改造启动数",
    label_en="Weak schools whose improvement has started",
    unit="所",
    kind="count",
    definition="列入当年薄弱学校改造名单、年末前已启动改造的学校；应有数为名单上的学校。",
    reference="年度薄弱学校改造名单；学校创建与改造登记",
    review_by="2027-09",
    aliases=("薄弱校改造", "薄弱校改造工作", "改造薄弱学校", "薄弱学校改造"),
    topics=("义务教育", "民生工程", "项目建设"),
)
def weak_schools_started(snapshot: Snapshot, year: int) -> Frame:
    """Started is enough; finished is another measure."""
    return planned_schools(snapshot, year, "weak", "started_on")
