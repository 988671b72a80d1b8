"""Permit items dropped in the year."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="取消行政审批项目数",
    label_en="Permit items dropped in the year",
    unit="项",
    kind="count",
    definition="本年取消的行政审批事项数，按取消日期计入；下放、转移的不单独登记。",
    reference="国务院关于取消行政审批项目的决定；审批事项登记",
    review_by="2027-06",
    aliases=("取消行政审批", "取消审批事项"),
    topics=("依法行政",),
)
def licensing_items_dropped(snapshot: Snapshot, year: int) -> Frame:
    """One row an item; they are the city bureau's own."""
    dropped = snapshot.table("permit_items").filter(in_year("dropped_on", year))
    return listed(dropped.with_columns(area=nw.lit(snapshot.bureau["city_code"])), on="dropped_on")
