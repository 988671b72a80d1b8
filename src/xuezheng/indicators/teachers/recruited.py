"""Teachers taken on in the year."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import RETURNS
from xuezheng.indicators.readings import NOTHING, Frame, in_year
from xuezheng.indicators.staff import CHANNELS, TEACHING_STAGES
from xuezheng.snapshot import Snapshot


@indicator(
    label="招聘教师数",
    label_en="Teachers recruited",
    unit="名",
    kind="count",
    definition="当年入职的专任教师，当年又离职的也算。",
    reference="教职工登记 入职日期",
    review_by="2027-09",
    aliases=("新招聘教师", "补充教师", "引进教师", "招聘新教师", "新进教师"),
    topics=("教师队伍",),
    dimensions={"stage": TEACHING_STAGES, "hired_through": CHANNELS},
    registers=RETURNS,
)
def recruited(snapshot: Snapshot, year: int) -> Frame:
    """A flow by the day of hiring, not a stock."""
    hired = snapshot.table("teachers").filter(nw.col("is_full_time") & in_year("hired_on", year))
    return hired.select(
        "school",
        subject="code",
        counted=nw.lit(1),
        out_of=NOTHING,
        stage="stage",
        hired_through="hired_through",
        on="hired_on",
    )
