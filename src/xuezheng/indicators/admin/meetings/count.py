"""Bureau-wide meetings."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import bureau_wide
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="全局性会议数",
    label_en="Bureau-wide meetings",
    unit="次",
    kind="count",
    definition="本年召开的全局性会议次数；科室会议和专题会不计。",
    reference="本局统计口径：以会议登记的“全局性”为准",
    review_by="2027-06",
    aliases=("全局性会议", "召开会议"),
    topics=("作风", "依法行政"),
    registers={"ledger_entries": "on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a meeting."""
    return bureau_wide(snapshot, year, "meeting")
