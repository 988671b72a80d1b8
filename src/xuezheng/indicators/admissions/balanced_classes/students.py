"""Pupils divided into balanced classes."""

import narwhals as nw

from xuezheng.indicators.class_division import PUBLISHED, placements
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="参与均衡分班学生数",
    label_en="Pupils in balanced classes",
    unit="名",
    kind="count",
    definition="当年均衡分班轮次中分到班级的学生，一人计一名；是否已公布结果可作筛选。",
    reference="《义务教育法》第二十二条；均衡分班轮次登记",
    review_by="2027-09",
    aliases=("阳光分班学生", "均衡分班学生", "均衡编班学生"),
    topics=("招生", "依法行政"),
    dimensions={"published": PUBLISHED},
)
def pupils_divided(snapshot: Snapshot, year: int) -> Frame:
    """Distinct pupils, listed by school; the last school stands where two rounds placed one."""
    of_pupil = placements(snapshot, year).group_by("pupil").agg(nw.col("school", "published").max())
    return of_pupil.select(
        "school", subject="school", counted=nw.lit(1), out_of=NOTHING, published="published"
    )
