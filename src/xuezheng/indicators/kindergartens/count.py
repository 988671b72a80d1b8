"""Kindergartens of every kind in the city at the end of the year."""

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import PLACES, RETURNS, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="幼儿园总数",
    label_en="Kindergartens",
    unit="所",
    kind="count",
    definition="年末在办的幼儿园，公办、民办都算；不含小学附设幼儿班。",
    reference="《中国教育监测与评价统计指标体系（2020年版）》",
    review_by="2027-09",
    aliases=("各类幼儿园", "幼儿园所数", "共有幼儿园"),
    topics=("学前教育",),
    dimensions={"place": PLACES},
    registers=RETURNS,
)
def kindergartens(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_schools(snapshot, year, "preschool").select(*EVIDENCE_COLUMNS, "place")
