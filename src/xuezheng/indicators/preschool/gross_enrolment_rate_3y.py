"""Children in kindergarten against the population of three to five years."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, together
from xuezheng.indicators.rolls import ROLLS, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="学前三年毛入园率",
    label_en="Gross enrolment rate of three pre-school years",
    unit="%",
    kind="rate",
    scale=100,
    definition="在园幼儿数（不论年龄，含附设幼儿班）÷ 当年 3～5 岁人口数；可以超过 100。",
    reference="《中国教育监测与评价统计指标体系（2020年版）》；教督〔2020〕1号",
    review_by="2027-09",
    aliases=("学前三年教育毛入学率", "学前三年毛入学率", "学前教育三年毛入园率", "学前毛入园率"),
    topics=("学前教育",),
    registers={**ROLLS, "population": "year"},
)
def gross_enrolment(snapshot: Snapshot, year: int) -> Frame:
    """Two kinds of rows: children by kindergarten, residents by area and age."""
    nowhere = nw.lit(None, dtype=nw.String)
    children = on_roll(snapshot, year, "preschool").select(
        area=nowhere, school="school", subject=nw.lit("在园幼儿"), counted=nw.lit(1), out_of=nw.lit(0)
    )
    of_age = (nw.col("year") == year) & nw.col("age").is_between(3, 5)
    residents = snapshot.table("population").filter(of_age).select(
        "area", school=nowhere, subject=nw.lit("3～5岁人口"), counted=nw.lit(0), out_of="n_residents"
    )  # fmt: skip
    return together(children, residents)
