"""Standing bodies wound up."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.powers import power_changes
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="撤销议事协调机构数",
    label_en="Standing bodies wound up",
    unit="个",
    kind="count",
    definition="当年精简撤销的议事协调机构数。",
    reference="职能转变登记；国务院推进政府职能转变和“放管服”改革要求",
    review_by="2027-09",
    aliases=("精简撤销议事协调机构", "精简议事协调机构", "撤销领导小组"),
    topics=("依法行政", "作风"),
)
def admin_bodies_cut(snapshot: Snapshot, year: int) -> Frame:
    """One row a power or body."""
    return power_changes(snapshot, year, "body_cut")
