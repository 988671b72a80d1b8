"""Gross enrolment rate of the last two pre-school years."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.entry_rates import last_years
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import ROLLS
from xuezheng.snapshot import Snapshot


@indicator(
    label="学前二年毛入园率",
    label_en="Gross enrolment rate of the last two pre-school years",
    unit="%",
    kind="rate",
    scale=100,
    definition="在园后两年（中班、大班）幼儿数（不论年龄，含附设幼儿班）÷ 当年 4～5 岁人口数；可以超过 100。",
    reference="《中国教育监测与评价统计指标体系（2020年版）》；教督〔2020〕1号",
    review_by="2027-09",
    aliases=("学前二年入园率", "学前二年幼儿的毛入园率", "学前两年毛入园率"),
    topics=("学前教育",),
    registers={**ROLLS, "population": "year"},
)
def preschool_gross_enrolment_rate_2y(snapshot: Snapshot, year: int) -> Frame:
    """Two kinds of rows: children by kindergarten, residents by area and age."""
    return last_years(snapshot, year, 2)
