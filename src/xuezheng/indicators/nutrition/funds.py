"""Nutrition subsidies paid."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, is_one_of
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.indicators.student_aid import AWARDS, SCHEMES, TERMS, award_rows, paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="营养膳食补助资金",
    label_en="Nutrition subsidies paid",
    unit="元",
    kind="sum",
    definition="当年度营养膳食补助已发放的金额。",
    reference="教财〔2018〕16号；资助发放登记",
    review_by="2027-09",
    aliases=("营养改善计划资金", "营养餐资金"),
    topics=("资助",),
    dimensions={"scheme": SCHEMES, "stage": PUPIL_STAGES, "term": TERMS},
    registers=AWARDS,
)
def nutrition_funds(snapshot: Snapshot, year: int) -> Frame:
    """By the year the aid is for, whatever the day it was paid."""
    awards = paid_awards(snapshot, year).filter(is_one_of("kind", ("nutrition",)))
    return award_rows(awards, nw.col("amount_yuan"))
