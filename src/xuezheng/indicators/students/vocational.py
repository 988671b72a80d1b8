"""Pupils at vocational schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import ROLLS, head_count, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="中职在校生数",
    label_en="Pupils at vocational schools",
    unit="人",
    kind="count",
    definition="当年秋季学年初在籍的中等职业教育学生数。",
    reference="学籍",
    review_by="2027-09",
    aliases=("中等职业学校在校生", "中等职业教育在校生"),
    topics=("职业教育", "基本情况"),
    registers=ROLLS,
)
def students_vocational(snapshot: Snapshot, year: int) -> Frame:
    """Evidence names schools, not pupils."""
    return head_count(on_roll(snapshot, year, "vocational"))
