"""Leavers taken by universities."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.university_admissions import TIERS, to_universities
from xuezheng.snapshot import Snapshot


@indicator(
    label="高校录取人数",
    label_en="Leavers taken by universities",
    unit="人",
    kind="count",
    definition="当年被高校录取的考生数，按层次分（双一流、其他本科、专科）。",
    reference="省招生考试机构录取名册；高校录取登记",
    review_by="2027-09",
    aliases=("高考录取人数", "被高校录取", "录取本科", "双一流高校录取", "专科录取"),
    topics=("高考", "高中教育"),
    dimensions={"tier": TIERS},
)
def gaokao_admitted(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and university."""
    return to_universities(snapshot, year)
