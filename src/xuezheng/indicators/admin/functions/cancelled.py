"""Powers given up."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.powers import power_changes
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="取消职能项数",
    label_en="Powers given up",
    unit="项",
    kind="count",
    definition="当年取消的行政职能（审批、评审、达标等）项数。",
    reference="职能转变登记；国务院推进政府职能转变和“放管服”改革要求",
    review_by="2027-09",
    aliases=("取消职能", "取消行政职能", "取消事项"),
    topics=("依法行政", "作风"),
)
def admin_functions_cancelled(snapshot: Snapshot, year: int) -> Frame:
    """One row a power or body."""
    return power_changes(snapshot, year, "cancelled")
