"""Education websites with the province's prior approval."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="获前置审批教育网站数",
    label_en="Education websites given the province's prior approval",
    unit="家",
    kind="count",
    definition="本年内获得省教育厅前置审批的教育网站数，按批准日期计入年度；后来关闭的照计，年末待批的列出不计。",
    reference="本局统计口径：以网站登记的批准日期和批准文号为准（前置审批现已取消，此后只作备案登记）",
    review_by="2027-06",
    aliases=("教育网站审批", "教育网站获省教育厅前置审批", "网站前置审批", "教育网站备案"),
    topics=("信息化",),
)
def approved(snapshot: Snapshot, year: int) -> Frame:
    """One row a website given approval in the year, or waiting for it at its end."""
    end = last_day(snapshot, year)
    is_approved = in_year("approved_on", year) & (nw.col("approved_on") <= end)
    is_pending = (nw.col("applied_on") <= end) & (
        nw.col("approved_on").is_null() | (nw.col("approved_on") > end)
    )
    websites = snapshot.table("websites").filter(is_approved | is_pending)
    return listed(websites, counted=as_count(is_approved), on="approved_on")
