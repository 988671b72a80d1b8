"""Bureau-wide documents issued."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import bureau_wide
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="全局性文件数",
    label_en="Bureau-wide documents issued",
    unit="件",
    kind="count",
    definition="本年以局名义制发的全局性文件件数；科室函件不计。",
    reference="本局统计口径：以发文登记的“全局性”为准",
    review_by="2027-06",
    aliases=("制发文件", "发文数", "印发文件"),
    topics=("作风", "依法行政"),
    registers={"ledger_entries": "on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a document."""
    return bureau_wide(snapshot, year, "document")
