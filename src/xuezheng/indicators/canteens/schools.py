"""Schools with a canteen."""

from xuezheng.indicators.campuses import CAMPUSES, campus_count
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="有食堂学校数",
    label_en="Schools with a canteen",
    unit="所",
    kind="count",
    definition="当年校园与安全年报中有食堂的学校数。",
    reference="校园与安全年报；本局统计口径",
    review_by="2027-09",
    aliases=("学校食堂数", "食堂供餐学校"),
    topics=("食品安全", "基本情况"),
    registers=CAMPUSES,
)
def canteens_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that has it."""
    return campus_count(snapshot, year, "has_canteen")
