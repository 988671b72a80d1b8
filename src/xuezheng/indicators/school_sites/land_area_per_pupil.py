"""Land for each pupil."""

from xuezheng.indicators.campuses import campus_sum
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.per_head import against_pupils
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生均占地面积",
    label_en="Land for each pupil",
    unit="平方米",
    kind="ratio",
    definition="各校占地面积之和÷各校学年初学生数之和；不取各校平均。",
    reference="校园与安全年报；学年初统计报表",
    review_by="2027-09",
    aliases=("生均占地", "生均校园面积", "生均用地面积"),
    topics=("校舍", "基本情况"),
    registers={"campuses": "year", "school_returns": "school_year"},
)
def school_sites_land_area_per_pupil(snapshot: Snapshot, year: int) -> Frame:
    """Rows of the campuses and of the returns."""
    return against_pupils(snapshot, year, campus_sum(snapshot, year, "land_area_m2"))
