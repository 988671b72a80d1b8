"""Schools and county bureaus that handled appeals."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.transferred import APPEALS, leads
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求转办学校和县区教育局数",
    label_en="Schools and county bureaus that handled appeals",
    unit="个",
    kind="count",
    definition="本年受理的诉求的承办单位中，学校和县区教育局的个数。",
    reference="信访工作条例；办件登记",
    review_by="2027-06",
    aliases=("转办单位", "直属机构（学校）", "涉及直属机构"),
    topics=("规范办学", "信访"),
    registers=APPEALS,
)
def appeals_units(snapshot: Snapshot, year: int) -> Frame:
    """One row each."""
    return leads(snapshot, year, "district", "school")
