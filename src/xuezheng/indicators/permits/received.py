"""Permit applications received."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="受理行政审批申请件数",
    label_en="Permit applications received",
    unit="件",
    kind="count",
    definition="本年受理的行政审批申请件数，按受理日期计入。",
    reference="行政许可法第三十二条；审批申请登记",
    review_by="2027-06",
    aliases=("受理行政审批", "审批申请件数", "受理许可申请"),
    topics=("依法行政",),
)
def permits_received(snapshot: Snapshot, year: int) -> Frame:
    """One row an application."""
    applications = snapshot.table("permit_applications").filter(in_year("received_on", year))
    return listed(applications, on="received_on")
