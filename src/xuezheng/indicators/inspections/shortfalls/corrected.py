"""Shortfalls found by inspections and put right."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.inspected import LEVELS, VISITS, shortfalls
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="督导发现问题整改数",
    label_en="Shortfalls found by inspections and put right",
    unit="条",
    kind="count",
    definition="本年督导检查发现的不达标项中，年末已整改的条数；应整改数为发现的条数。",
    reference="教育督导条例；督导评估登记",
    review_by="2027-06",
    aliases=("安全隐患整改", "整改安全隐患", "督导问题整改", "安全隐患"),
    topics=("督导", "安全"),
    dimensions={"level": LEVELS},
    registers=VISITS,
)
def shortfalls_corrected(snapshot: Snapshot, year: int) -> Frame:
    """One row each."""
    return shortfalls(snapshot, year)
