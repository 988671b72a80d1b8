"""Dropouts of all schools of compulsory education."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.dropouts import COMPULSORY_STAGES, MOVEMENTS, dropout_evidence
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="义务教育辍学率",
    label_en="Dropout rate of compulsory education",
    unit="%",
    kind="rate",
    scale=100,
    definition=(
        "本年 8 月结束的学年里辍学的学生数 ÷ 该学年初（上年 9 月）在籍学生数，城乡合计。"
        "同一学生一学年内几次辍学计一次，复学的不扣除。"
    ),
    reference="《中国教育监测与评价统计指标体系（2020年版）》",
    review_by="2027-09",
    aliases=("辍学率", "中小学辍学率", "学生辍学率"),
    topics=("义务教育", "控辍保学"),
    dimensions={"stage": COMPULSORY_STAGES},
    registers=MOVEMENTS,
)
def dropouts(snapshot: Snapshot, year: int) -> Frame:
    """The whole city; the rural rate is an indicator of its own."""
    return dropout_evidence(snapshot, year)
