"""Teachers and heads who moved between schools in rotation."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.indicators.staff import growth
from xuezheng.snapshot import Snapshot


@indicator(
    label="交流轮岗教师数",
    label_en="Teachers in rotation",
    unit="名",
    kind="count",
    definition="当年参加交流轮岗的教师和校长，一人一年内多次交流计一名。",
    reference="教督〔2017〕6号 政府保障程度第 11 项；教师交流登记",
    review_by="2027-09",
    aliases=("校长教师交流轮岗", "交流教师", "教师交流轮岗", "轮岗教师"),
    topics=("教师队伍",),
    registers={"teacher_growth": "on"},
)
def rotations(snapshot: Snapshot, year: int) -> Frame:
    """Persons of the whole year; halves of the year could not be added up."""
    persons = growth(snapshot, year, "rotation").group_by("teacher").agg(nw.col("school").min())
    return persons.select("school", subject="teacher", counted=nw.lit(1), out_of=NOTHING)
