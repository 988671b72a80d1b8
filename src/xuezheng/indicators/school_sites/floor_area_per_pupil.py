"""Floor area for each pupil."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.per_head import against_pupils
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_sites import floor_area
from xuezheng.snapshot import Snapshot


@indicator(
    label="生均校舍建筑面积",
    label_en="Floor area for each pupil",
    unit="平方米",
    kind="ratio",
    definition="年末在用校舍建筑面积之和（运动场地不计）÷各校学年初学生数之和；不取各校平均。",
    reference="校舍与场地登记；学年初统计报表",
    review_by="2027-09",
    aliases=("生均校舍面积", "生均建筑面积"),
    topics=("校舍", "基本情况"),
    registers={"school_returns": "school_year"},
)
def school_sites_floor_area_per_pupil(snapshot: Snapshot, year: int) -> Frame:
    """Rows of the buildings and of the returns."""
    return against_pupils(snapshot, year, floor_area.school_sites_floor_area.evidence(snapshot, year))
