"""Administrative licensing items that are applied for online."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.permits_kept import kept
from xuezheng.indicators.readings import Frame, as_count, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="网上录入行政审批项目数",
    label_en="Administrative licensing items applied for online",
    unit="项",
    kind="count",
    definition="年末保留的行政审批事项中，已实行网上录入的事项数；应网上录入数为年末保留的事项数。",
    reference="行政许可事项清单；以审批事项登记的网上录入日期为准",
    review_by="2027-06",
    aliases=("实行网上录入", "网上审批项目", "网上办理事项", "网上录入"),
    topics=("依法行政",),
)
def online(snapshot: Snapshot, year: int) -> Frame:
    """One row an item kept."""
    is_online = as_count(nw.col("online_on") <= last_day(snapshot, year))
    return listed(kept(snapshot, year), counted=is_online, out_of=1)
