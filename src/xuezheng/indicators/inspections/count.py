"""Inspections."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.inspected import LEVELS, VISITS, visits
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="督导检查次数",
    label_en="Inspections",
    unit="次",
    kind="count",
    definition="本年开展的督导检查次数，按督导日期计入。",
    reference="教育督导条例；督导评估登记",
    review_by="2027-06",
    aliases=("开展督导", "督导评估次数", "专项督导"),
    topics=("督导",),
    dimensions={"level": LEVELS},
    registers=VISITS,
)
def inspections_count(snapshot: Snapshot, year: int) -> Frame:
    """One row each."""
    return listed(visits(snapshot, year), school="school", dimensions=("level",), on="on")
