"""Dropouts of rural schools."""

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.dropouts import COMPULSORY_STAGES, MOVEMENTS, dropout_evidence
from xuezheng.indicators.readings import Frame, is_one_of
from xuezheng.indicators.rolls import with_school
from xuezheng.snapshot import Snapshot


@indicator(
    label="农村义务教育辍学率",
    label_en="Dropout rate of rural compulsory schools",
    unit="%",
    kind="rate",
    scale=100,
    definition=(
        "本年 8 月结束的学年里辍学的学生数 ÷ 该学年初（上年 9 月）在籍学生数；农村指镇区和乡村的学校"
        "（大农村口径），只看乡村请选 place=village。同一学生一学年内几次辍学计一次，复学的不扣除。"
    ),
    reference="《中国教育监测与评价统计指标体系（2020年版）》；国家统计局 统计用城乡划分代码",
    review_by="2027-09",
    aliases=("农村学校辍学率", "农村辍学率", "农村中小学辍学率", "控辍保学辍学率"),
    topics=("义务教育", "控辍保学"),
    dimensions={"stage": COMPULSORY_STAGES, "place": {"town": "镇区", "village": "乡村"}},
    registers=MOVEMENTS,
)
def rural_dropouts(snapshot: Snapshot, year: int) -> Frame:
    """Limits are set for primary and junior apart: ask with `stage`."""
    placed = with_school(dropout_evidence(snapshot, year), snapshot)
    rural = placed.filter(is_one_of("place", ("town", "village")))
    return rural.select(*EVIDENCE_COLUMNS[1:], "stage", "place")
