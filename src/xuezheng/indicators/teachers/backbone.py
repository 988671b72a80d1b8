"""Backbone teachers of county level and above."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import RETURNS
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.staff import TEACHING_STAGES, in_service, teacher_count
from xuezheng.snapshot import Snapshot


@indicator(
    label="骨干教师数",
    label_en="Backbone teachers of county level and above",
    unit="名",
    kind="count",
    definition="年末在岗的县级以上骨干教师、学科带头人和名师。",
    reference="《中国教育监测与评价统计指标体系（2020年版）》；教职工登记",
    review_by="2027-09",
    aliases=("骨干教师和名师数", "骨干教师", "学科带头人", "名师", "特级教师", "县级以上骨干教师"),
    topics=("基本情况", "教师队伍"),
    dimensions={"stage": TEACHING_STAGES},
    registers=RETURNS,
)
def backbone_teachers(snapshot: Snapshot, year: int) -> Frame:
    """In service on the year's last day."""
    return teacher_count(in_service(snapshot, year).filter(nw.col("is_backbone")))
