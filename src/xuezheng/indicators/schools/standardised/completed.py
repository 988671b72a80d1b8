"""Standardised schools finished, of those planned for the year."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_plans import planned_schools
from xuezheng.snapshot import Snapshot


@indicator(
    label="标准化学校建设完成数",
    label_en="Standardised schools completed",
    unit="所",
    kind="count",
    definition="列入当年标准化学校建设计划、年末前已达标的学校；应有数为列入计划的学校。",
    reference="年度标准化学校建设计划；学校创建与改造登记",
    review_by="2027-09",
    aliases=("建成标准化学校", "标准化建设任务", "标准化学校建设任务", "完成标准化学校建设"),
    topics=("义务教育", "民生工程"),
)
def standardised_schools(snapshot: Snapshot, year: int) -> Frame:
    """A school of an earlier plan that is late does not help this year's plan."""
    return planned_schools(snapshot, year, "standardised", "achieved_on")
