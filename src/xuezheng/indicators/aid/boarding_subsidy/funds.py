"""Living subsidies paid to boarders in difficulty."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, is_one_of
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.indicators.student_aid import AWARDS, SCHEMES, TERMS, award_rows, paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="贫困寄宿生生活补助金额",
    label_en="Living subsidies paid to boarders in difficulty",
    unit="元",
    kind="sum",
    definition="当年度义务教育生活补助已发放的金额。",
    reference="教财〔2018〕16号；资助发放登记",
    review_by="2027-09",
    aliases=("寄宿生生活费补助", "贫困寄宿生生活补助费", "生活补助资金"),
    topics=("资助",),
    dimensions={"scheme": SCHEMES, "stage": PUPIL_STAGES, "term": TERMS},
    registers=AWARDS,
)
def boarding_subsidy_funds(snapshot: Snapshot, year: int) -> Frame:
    """By the year the aid is for, whatever the day it was paid."""
    awards = paid_awards(snapshot, year).filter(is_one_of("kind", ("living_subsidy",)))
    return award_rows(awards, nw.col("amount_yuan"))
