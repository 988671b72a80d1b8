"""Share of shortfalls put right."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.inspected import LEVELS, shortfalls
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="督导问题整改率",
    label_en="Share of shortfalls put right",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年督导检查发现的不达标项中，年末已整改的占比。",
    reference="教育督导条例；督导评估登记",
    review_by="2027-06",
    aliases=("问题整改率", "隐患整改率"),
    topics=("督导", "安全"),
    dimensions={"level": LEVELS},
)
def shortfalls_correction_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row each."""
    return shortfalls(snapshot, year)
