"""Walls built."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="新建院墙长度",
    label_en="Walls built",
    unit="米",
    kind="sum",
    definition="当年建成的院墙长度之和。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("新建院墙", "修建围墙", "新建围墙"),
    topics=("项目建设", "办学条件"),
)
def campus_wall_length(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "wall")
