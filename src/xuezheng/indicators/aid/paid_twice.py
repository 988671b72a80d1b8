"""Pupils who were paid twice for one purpose in one term."""

import narwhals as nw

from xuezheng.indicators.aid_entitlements import once_a_pupil, purse
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.indicators.student_aid import AWARDS, paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="重复资助学生数",
    label_en="Pupils aided twice for one purpose",
    unit="名",
    kind="count",
    definition=(
        "当年同一学期，用途相同的资助（生活费类助学金与补助，或同一类项目）发放了两笔及以上的学生，一人计一名；"
        "免学费、孤儿免费教育、营养膳食与助学金用途不同，不算重复。"
    ),
    reference="教财〔2018〕16号；rules/aid 各资助项目规定",
    review_by="2027-09",
    aliases=("重复资助", "重复享受资助的学生"),
    topics=("资助", "民生工程"),
    dimensions={"stage": PUPIL_STAGES},
    registers=AWARDS,
)
def paid_twice(snapshot: Snapshot, year: int) -> Frame:
    """Schemes of one purse (rules/aid) are not paid together."""
    awards = paid_awards(snapshot, year).with_columns(purse=purse())
    counted = awards.group_by("pupil", "term", "purse").agg(
        n=nw.len(), school=nw.col("school").max(), stage=nw.col("stage").max()
    )
    return once_a_pupil(counted.filter(nw.col("n") > 1))
