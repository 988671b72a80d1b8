"""Administrative licensing items the bureau keeps."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.permits_kept import kept
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="保留行政审批项目数",
    label_en="Administrative licensing items kept",
    unit="项",
    kind="count",
    definition="年末保留的行政审批（行政许可）事项数；年末前取消的不计。",
    reference="行政许可事项清单；以审批事项登记的保留、取消日期为准",
    review_by="2027-06",
    aliases=("行政审批事项", "行政许可", "保留的行政审批项目", "行政许可事项"),
    topics=("依法行政",),
)
def retained(snapshot: Snapshot, year: int) -> Frame:
    """One row an item."""
    return listed(kept(snapshot, year))
