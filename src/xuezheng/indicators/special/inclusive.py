"""Children with disabilities in ordinary classes."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.placements import placed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="随班就读学生数",
    label_en="Children with disabilities in ordinary classes",
    unit="人",
    kind="count",
    definition="当年秋季学年在普通学校随班就读的残疾儿童少年数。",
    reference="《残疾人教育条例》第十七条；残疾儿童少年安置登记",
    review_by="2027-09",
    aliases=("随班就读残疾学生", "随班就读学生"),
    topics=("特殊教育",),
)
def special_inclusive(snapshot: Snapshot, year: int) -> Frame:
    """One row an area."""
    return placed(snapshot, year, "inclusive")
