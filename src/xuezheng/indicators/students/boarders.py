"""Pupils who board at their school."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import PUPIL_STAGES, ROLLS, head_count, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="寄宿生数",
    label_en="Boarders",
    unit="人",
    kind="count",
    definition="当年秋季学年初在籍、登记为住校的学生。",
    reference="《中小学生学籍管理办法》教基〔2025〕1号；学籍字段“就读方式”",
    review_by="2027-09",
    aliases=("寄宿学生", "住校生", "在校寄宿生", "寄宿制学生"),
    topics=("基本情况", "义务教育"),
    dimensions={"stage": PUPIL_STAGES},
    registers=ROLLS,
)
def boarders(snapshot: Snapshot, year: int) -> Frame:
    """Rolls of the school year that begins in the year."""
    return head_count(on_roll(snapshot, year).filter(nw.col("is_boarder")), "stage")
