"""Dangerous buildings removed."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="消除危房面积",
    label_en="Dangerous buildings removed",
    unit="平方米",
    kind="sum",
    definition="当年拆除或排除危险的校舍建筑面积之和。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("排除危房", "拆除危房", "改造危房"),
    topics=("校舍", "安全"),
)
def school_buildings_dangerous_removed(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "dangerous")
