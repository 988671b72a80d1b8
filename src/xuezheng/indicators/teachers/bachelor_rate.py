"""Share of full-time teachers with a bachelor degree."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.staff import TEACHING_STAGES, share_of_teachers
from xuezheng.snapshot import Snapshot


@indicator(
    label="专任教师本科及以上学历占比",
    label_en="Share of full-time teachers with a bachelor degree",
    unit="%",
    kind="rate",
    scale=100,
    definition="年末在职专任教师中，本科及以上学历的占比。",
    reference="教职工登记；本局统计口径",
    review_by="2027-09",
    aliases=("本科以上学历占比", "教师本科学历比例", "本科及以上学历教师占比"),
    topics=("教师队伍",),
    dimensions={"stage": TEACHING_STAGES},
)
def teachers_bachelor_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a teacher."""
    return share_of_teachers(snapshot, year, nw.col("degree").is_in(["bachelor", "master"]))
