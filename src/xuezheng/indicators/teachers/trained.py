"""Times a teacher was trained."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.indicators.staff import growth
from xuezheng.snapshot import Snapshot


@indicator(
    label="教师培训人次",
    label_en="Teacher trainings, person-times",
    unit="人次",
    kind="count",
    definition="当年登记的教师培训，一名教师参加一次计一人次。",
    reference="教督〔2017〕6号 政府保障程度第 9 项；教师培训登记",
    review_by="2027-09",
    aliases=("培训教师", "校长教师培训", "参加培训教师", "各级各类培训"),
    topics=("教师队伍",),
    registers={"teacher_growth": "on"},
)
def trainings(snapshot: Snapshot, year: int) -> Frame:
    """Person-times, not persons: a teacher trained twice counts twice."""
    return growth(snapshot, year, "training").select(
        "school", subject="teacher", counted=nw.lit(1), out_of=NOTHING, on="on"
    )
