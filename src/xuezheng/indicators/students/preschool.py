"""Children in kindergarten."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rolls import ROLLS, head_count, on_roll
from xuezheng.snapshot import Snapshot


@indicator(
    label="在园幼儿数",
    label_en="Children in kindergarten",
    unit="人",
    kind="count",
    definition="当年秋季在园的幼儿，含小学附设幼儿班。",
    reference="《中小学生学籍管理办法》教基〔2025〕1号；学年初统计口径",
    review_by="2027-09",
    aliases=("在园儿童", "在园幼儿", "幼儿园在园人数"),
    topics=("基本情况", "学前教育"),
    registers=ROLLS,
)
def children_in_kindergarten(snapshot: Snapshot, year: int) -> Frame:
    """Rolls of the school year that begins in the year."""
    return head_count(on_roll(snapshot, year, "preschool"))
