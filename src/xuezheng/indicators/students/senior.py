"""General senior secondary students on roll."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import ROLLS, head_count, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="普通高中在校生数",
    label_en="General senior secondary students on roll",
    unit="人",
    kind="count",
    definition="当年秋季学年初普通高中阶段在籍的学生。",
    reference="《中小学生学籍管理办法》教基〔2025〕1号；学年初统计口径",
    review_by="2027-09",
    aliases=("高中生人数", "高中在校学生", "普通高中学生"),
    topics=("基本情况", "高中教育"),
    registers=ROLLS,
)
def senior_students(snapshot: Snapshot, year: int) -> Frame:
    """Rolls of the school year that begins in the year."""
    return head_count(on_roll(snapshot, year, "senior"))
