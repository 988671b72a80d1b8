"""Times a pupil was aided."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.indicators.student_aid import AWARDS, SCHEMES, TERMS, award_rows, paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="受资助学生人次",
    label_en="Pupils aided, person-times",
    unit="人次",
    kind="count",
    definition="当年度各资助项目已发放的人次，一名学生一个项目一个学期计一人次。",
    reference="教财〔2018〕16号；资助发放登记",
    review_by="2027-09",
    aliases=("资助家庭经济困难学生", "受助学生", "资助学生", "资助学生人次"),
    topics=("资助", "民生工程"),
    dimensions={"scheme": SCHEMES, "stage": PUPIL_STAGES, "term": TERMS},
    registers=AWARDS,
)
def pupils_aided(snapshot: Snapshot, year: int) -> Frame:
    """Person-times: two terms are two."""
    return award_rows(paid_awards(snapshot, year), nw.lit(1))
