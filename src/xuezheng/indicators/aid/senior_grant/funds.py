"""Grants paid to senior students."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, is_one_of
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.indicators.student_aid import AWARDS, SCHEMES, TERMS, award_rows, paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="普通高中助学金金额",
    label_en="Grants paid to senior students",
    unit="元",
    kind="sum",
    definition="当年度普通高中国家助学金已发放的金额。",
    reference="教财〔2018〕16号；资助发放登记",
    review_by="2027-09",
    aliases=("普高助学金", "高中国家助学金"),
    topics=("资助",),
    dimensions={"scheme": SCHEMES, "stage": PUPIL_STAGES, "term": TERMS},
    registers=AWARDS,
)
def senior_grant_funds(snapshot: Snapshot, year: int) -> Frame:
    """By the year the aid is for, whatever the day it was paid."""
    awards = paid_awards(snapshot, year).filter(is_one_of("kind", ("senior_grant",)))
    return award_rows(awards, nw.col("amount_yuan"))
