"""Powers passed on."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.powers import power_changes
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="转移委托职能项数",
    label_en="Powers passed on",
    unit="项",
    kind="count",
    definition="当年转移给社会组织或委托其他机构行使的职能项数。",
    reference="职能转变登记；国务院推进政府职能转变和“放管服”改革要求",
    review_by="2027-09",
    aliases=("转移委托职能", "委托职能", "转移职能"),
    topics=("依法行政", "作风"),
)
def admin_functions_transferred(snapshot: Snapshot, year: int) -> Frame:
    """One row a power or body."""
    return power_changes(snapshot, year, "transferred")
