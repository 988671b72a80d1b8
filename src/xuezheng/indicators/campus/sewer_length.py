"""Sewers laid."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="修建下水道长度",
    label_en="Sewers laid",
    unit="米",
    kind="sum",
    definition="当年修建的下水道长度之和。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("修建下水道", "铺设排水管道", "改造下水道"),
    topics=("项目建设", "办学条件"),
)
def campus_sewer_length(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "sewer")
