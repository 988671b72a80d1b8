"""Divisions of the bureau that handled appeals."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.transferred import APPEALS, leads
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求转办处室数",
    label_en="Divisions of the bureau that handled appeals",
    unit="个",
    kind="count",
    definition="本年受理的诉求的承办单位中，局机关科室的个数。",
    reference="信访工作条例；办件登记",
    review_by="2027-06",
    aliases=("转办处室", "涉及处室", "涉及科室"),
    topics=("规范办学", "信访"),
    registers=APPEALS,
)
def appeals_divisions(snapshot: Snapshot, year: int) -> Frame:
    """One row each."""
    return leads(snapshot, year, "division")
