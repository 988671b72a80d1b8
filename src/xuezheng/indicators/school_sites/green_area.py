"""Green areas of schools."""

from xuezheng.indicators.campuses import campus_sum
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="校园绿化面积",
    label_en="Green areas of schools",
    unit="平方米",
    kind="sum",
    definition="当年校园与安全年报中各校绿化面积之和（存量，不是当年新增）。",
    reference="校园与安全年报；本局统计口径",
    review_by="2027-09",
    aliases=("绿化用地面积", "绿化总面积"),
    topics=("基本情况", "校舍"),
)
def school_sites_green_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_sum(snapshot, year, "green_area_m2")
