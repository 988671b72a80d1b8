"""Floor area of school buildings."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, is_open, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="校舍建筑总面积",
    label_en="Floor area of school buildings",
    unit="平方米",
    kind="sum",
    definition="年末在用的校舍（教学用房、食堂等）建筑面积之和；运动场地不计，年末前停用的不计。",
    reference="校舍与场地登记",
    review_by="2027-09",
    aliases=("校舍建筑面积", "校舍总面积"),
    topics=("校舍", "基本情况"),
)
def school_sites_floor_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a building."""
    in_use = is_open(last_day(snapshot, year), since="built_on", until="closed_on")
    buildings = snapshot.table("facilities").filter(in_use & (nw.col("kind") != "sports_ground"))
    return listed(buildings, counted="floor_area_m2", area=None, school="school")
