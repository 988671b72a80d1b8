"""Everybody on the rolls of the city's schools and kindergartens."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import PUPIL_STAGES, ROLLS, head_count, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="在校学生总数",
    label_en="Students on roll",
    unit="人",
    kind="count",
    definition="当年秋季学年初在籍的学生，各学段合计，含在园幼儿。",
    reference="《中小学生学籍管理办法》教基〔2025〕1号；学年初统计口径",
    review_by="2027-09",
    aliases=("在校生人数", "学生人数", "在校生总数", "在校学生", "各级各类在校生"),
    topics=("基本情况",),
    dimensions={"stage": PUPIL_STAGES},
    registers=ROLLS,
)
def students(snapshot: Snapshot, year: int) -> Frame:
    """Rolls of the school year that begins in the year."""
    return head_count(on_roll(snapshot, year), "stage")
