"""Primary pupils on roll."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import ROLLS, head_count, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="小学在校生数",
    label_en="Primary pupils on roll",
    unit="人",
    kind="count",
    definition="当年秋季学年初小学阶段在籍的学生，含教学点和一贯制学校的小学部。",
    reference="《中小学生学籍管理办法》教基〔2025〕1号；学年初统计口径",
    review_by="2027-09",
    aliases=("小学生人数", "小学在校学生", "小学生"),
    topics=("基本情况", "义务教育"),
    registers=ROLLS,
)
def primary_pupils(snapshot: Snapshot, year: int) -> Frame:
    """Rolls of the school year that begins in the year."""
    return head_count(on_roll(snapshot, year, "primary"))
