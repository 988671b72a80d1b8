"""Share of full-time teachers with a senior title."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.staff import TEACHING_STAGES, share_of_teachers
from xuezheng.snapshot import Snapshot


@indicator(
    label="专任教师高级职称占比",
    label_en="Share of full-time teachers with a senior title",
    unit="%",
    kind="rate",
    scale=100,
    definition="年末在职专任教师中，高级职称（副高及以上）的占比。",
    reference="教职工登记；本局统计口径",
    review_by="2027-09",
    aliases=("高级职称教师占比", "高级教师占比", "副高以上职称占比"),
    topics=("教师队伍",),
    dimensions={"stage": TEACHING_STAGES},
)
def teachers_senior_title_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a teacher."""
    return share_of_teachers(snapshot, year, nw.col("title") == "senior")
