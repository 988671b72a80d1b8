"""Schools whose new classes were divided in balance."""

import narwhals as nw

from xuezheng.indicators.class_division import PUBLISHED, placements
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="均衡分班学校数",
    label_en="Schools with balanced classes",
    unit="所",
    kind="count",
    definition="当年均衡分班轮次中有学生分班的学校，一所学校计一次；是否已公布结果可作筛选。",
    reference="《义务教育法》第二十二条；均衡分班轮次登记",
    review_by="2027-09",
    aliases=("阳光分班学校", "参与均衡分班学校", "均衡编班学校"),
    topics=("招生", "依法行政"),
    dimensions={"published": PUBLISHED},
)
def schools_divided(snapshot: Snapshot, year: int) -> Frame:
    """Distinct schools; one with a published and an unpublished round counts as published."""
    schools = placements(snapshot, year).group_by("school").agg(nw.col("published").max())
    return schools.select(
        "school", subject="school", counted=nw.lit(1), out_of=NOTHING, published="published"
    )
