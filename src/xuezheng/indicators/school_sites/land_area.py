"""Land of schools."""

from xuezheng.indicators.campuses import campus_sum
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校占地面积",
    label_en="Land of schools",
    unit="平方米",
    kind="sum",
    definition="当年校园与安全年报中各校占地面积之和。",
    reference="校园与安全年报；本局统计口径",
    review_by="2027-09",
    aliases=("占地面积", "校园占地面积", "总占地面积", "学校占地"),
    topics=("基本情况", "校舍"),
)
def school_sites_land_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_sum(snapshot, year, "land_area_m2")
