"""Leavers taken by Tsinghua and Peking University."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.university_admissions import FOREMOST, to_foremost
from xuezheng.snapshot import Snapshot


@indicator(
    label="清华北大录取人数",
    label_en="Leavers taken by Tsinghua and Peking University",
    unit="人",
    kind="count",
    definition="当年被清华大学、北京大学录取的考生数。",
    reference="省招生考试机构录取名册；高校录取登记",
    review_by="2027-09",
    aliases=("被清华大学录取", "被北京大学录取", "考取清华北大", "清北录取"),
    topics=("高考", "高中教育"),
    dimensions={"university": FOREMOST},
)
def gaokao_elite_admissions(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and university."""
    return to_foremost(snapshot, year)
