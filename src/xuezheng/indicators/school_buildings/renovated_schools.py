"""Schools whose buildings were renovated or repaired."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import planned, schools_done
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="改造维修校舍学校数",
    label_en="Schools whose buildings were renovated or repaired",
    unit="所",
    kind="count",
    definition="列入本年计划的校舍改造维修项目所在学校中，年末项目全部竣工的学校数；应完成数为有计划项目的学校数。",
    reference="本局统计口径：以项目登记为准；年末前取消的项目不计入计划",
    review_by="2027-06",
    aliases=("维修改造学校", "校舍维修学校数"),
    topics=("校舍", "项目建设"),
)
def school_buildings_renovated_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school, counted when none of its projects is left."""
    return schools_done(snapshot, year, planned(snapshot, year, "building_repair"))
