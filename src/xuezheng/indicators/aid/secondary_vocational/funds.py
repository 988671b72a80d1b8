"""Grants and free tuition of secondary vocational schools."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, is_one_of
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.indicators.student_aid import AWARDS, SCHEMES, TERMS, award_rows, paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="中职助学金和免学费金额",
    label_en="Grants and free tuition of secondary vocational schools",
    unit="元",
    kind="sum",
    definition="当年度中职国家助学金和中职免学费已发放的金额。",
    reference="教财〔2018〕16号；资助发放登记",
    review_by="2027-09",
    aliases=("中职免学费资金", "中职免学费", "中职助学金"),
    topics=("资助",),
    dimensions={"scheme": SCHEMES, "stage": PUPIL_STAGES, "term": TERMS},
    registers=AWARDS,
)
def secondary_vocational_funds(snapshot: Snapshot, year: int) -> Frame:
    """By the year the aid is for, whatever the day it was paid."""
    awards = paid_awards(snapshot, year).filter(is_one_of("kind", ("vocational_grant", "vocational_free")))
    return award_rows(awards, nw.col("amount_yuan"))
