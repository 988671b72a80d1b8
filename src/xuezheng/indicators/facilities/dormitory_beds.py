"""Beds in dormitories."""

from xuezheng.indicators.campuses import campus_sum
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学生宿舍床位数",
    label_en="Beds in dormitories",
    unit="张",
    kind="count",
    definition="当年校园与安全年报中各校学生宿舍床位数之和。",
    reference="校园与安全年报；本局统计口径",
    review_by="2027-09",
    aliases=("宿舍床位", "寄宿床位"),
    topics=("办学条件", "基本情况"),
)
def facilities_dormitory_beds(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_sum(snapshot, year, "n_dormitory_beds")
