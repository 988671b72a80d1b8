"""Toilets renovated."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="厕所改造座数",
    label_en="Toilets renovated",
    unit="座",
    kind="count",
    definition="当年完成新建、改造的学校厕所座数之和。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("改造厕所", "厕所革命改造项目", "新建改建厕所"),
    topics=("项目建设", "办学条件"),
)
def toilets_renovated(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "toilet")
