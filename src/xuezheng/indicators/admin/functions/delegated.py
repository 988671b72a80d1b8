"""Powers handed down."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.powers import power_changes
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="下放职能项数",
    label_en="Powers handed down",
    unit="项",
    kind="count",
    definition="当年下放的行政职能项数。",
    reference="职能转变登记；国务院推进政府职能转变和“放管服”改革要求",
    review_by="2027-09",
    aliases=("下放职能", "下放权限", "下放事项", "下放审批事项"),
    topics=("依法行政", "作风"),
)
def admin_functions_delegated(snapshot: Snapshot, year: int) -> Frame:
    """One row a power or body."""
    return power_changes(snapshot, year, "delegated")
