"""Money paid for free senior-high schooling of orphans."""

import narwhals as nw

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.student_aid import AWARDS, TERMS, award_rows, paid_awards
from xuezheng.snapshot import Snapshot


@indicator(
    label="孤儿免费高中教育投入资金",
    label_en="Spent on free senior-high schooling of orphans",
    unit="元",
    kind="sum",
    definition="当年度“孤儿普通高中免费教育”项目已发放的金额。",
    reference="本市孤儿普通高中免费教育实施办法；资助发放登记",
    review_by="2027-09",
    aliases=("对孤儿实施免费教育资金", "孤儿免费教育投入资金", "投入资金对就读普通高中的孤儿实施免费教育"),
    topics=("资助", "民生工程"),
    dimensions={"term": TERMS},
    registers=AWARDS,
)
def orphan_funds(snapshot: Snapshot, year: int) -> Frame:
    """By the year the aid is for, whatever the day it was paid."""
    awards = paid_awards(snapshot, year).filter(nw.col("kind") == "orphan_senior")
    return award_rows(awards, nw.col("amount_yuan")).select(*EVIDENCE_COLUMNS[1:], "term")
