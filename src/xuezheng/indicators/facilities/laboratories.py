"""Laboratories and special classrooms."""

from xuezheng.indicators.campuses import campus_sum
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="实验室和功能教室数",
    label_en="Laboratories and special classrooms",
    unit="间",
    kind="count",
    definition="当年校园与安全年报中各校实验室和功能教室间数之和。",
    reference="校园与安全年报；本局统计口径",
    review_by="2027-09",
    aliases=("实验室数", "功能教室", "专用教室"),
    topics=("办学条件", "装备"),
)
def facilities_laboratories(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_sum(snapshot, year, "n_laboratories")
