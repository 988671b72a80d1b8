"""Gross enrolment rate of senior schooling."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.entry_rates import against_ages
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import ROLLS, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="高中阶段毛入学率",
    label_en="Gross enrolment rate of senior schooling",
    unit="%",
    kind="rate",
    scale=100,
    definition="普通高中和中等职业学校在籍学生数（不论年龄）÷当年 15～17 岁人口数；可以超过 100。",
    reference="《中国教育监测与评价统计指标体系（2020年版）》",
    review_by="2027-09",
    aliases=("高中阶段教育毛入学率", "高中毛入学率", "高中阶段入学率"),
    topics=("高中教育", "基本情况"),
    registers={**ROLLS, "population": "year"},
)
def senior_gross_enrolment_rate(snapshot: Snapshot, year: int) -> Frame:
    """Two kinds of rows: pupils by school, residents by area."""
    return against_ages(snapshot, year, on_roll(snapshot, year, "senior", "vocational"), 15, 17)
