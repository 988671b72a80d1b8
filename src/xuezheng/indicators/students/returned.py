"""Pupils brought back to school."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.dropouts import COMPULSORY_STAGES, pupils_returned
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="劝返复学学生数",
    label_en="Pupils brought back to school",
    unit="人",
    kind="count",
    definition="当年劝返复学的学生人次（学籍异动登记为复学）。",
    reference="教基〔2025〕1号；学籍异动登记",
    review_by="2027-09",
    aliases=("劝返复学", "劝返学生", "控辍保学劝返"),
    topics=("控辍保学", "义务教育"),
    dimensions={"stage": COMPULSORY_STAGES},
    registers={"enrolments": "school_year"},
)
def students_returned(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and day."""
    return pupils_returned(snapshot, year)
