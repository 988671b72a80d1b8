"""Money paid in student aid."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.indicators.student_aid import AWARDS, SCHEMES, TERMS, award_rows, paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="学生资助资金总额",
    label_en="Student aid paid",
    unit="元",
    kind="sum",
    definition="当年度各资助项目已发放的金额；不含生源地助学贷款。",
    reference="教财〔2018〕16号；资助发放登记",
    review_by="2027-09",
    aliases=("发放助学金", "资助资金", "两免一补资金", "发放各类资助资金", "学生资助金额"),
    topics=("资助", "民生工程"),
    dimensions={"scheme": SCHEMES, "stage": PUPIL_STAGES, "term": TERMS},
    registers=AWARDS,
)
def aid_paid(snapshot: Snapshot, year: int) -> Frame:
    """By the year the aid is for, whatever the day it was paid."""
    return award_rows(paid_awards(snapshot, year), nw.col("amount_yuan"))
