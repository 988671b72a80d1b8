"""Pupils in special education."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import ROLLS, head_count, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="特殊教育在校生数",
    label_en="Pupils in special education",
    unit="人",
    kind="count",
    definition="当年秋季学年初在籍的特殊教育学生数。",
    reference="学籍",
    review_by="2027-09",
    aliases=("特教学生数", "特殊教育学生"),
    topics=("特殊教育", "基本情况"),
    registers=ROLLS,
)
def students_special(snapshot: Snapshot, year: int) -> Frame:
    """Evidence names schools, not pupils."""
    return head_count(on_roll(snapshot, year, "special"))
