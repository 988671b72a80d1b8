"""Bureau-wide appraisals and commendations."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import bureau_wide
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="评比表彰项目数",
    label_en="Bureau-wide appraisals and commendations",
    unit="项",
    kind="count",
    definition="本年开展的全局性评比、达标、表彰项目数。",
    reference="本局统计口径：以评比表彰登记的“全局性”为准",
    review_by="2027-06",
    aliases=("评比表彰项目", "评比达标表彰项目"),
    topics=("作风", "依法行政"),
    registers={"ledger_entries": "on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row an appraisal."""
    return bureau_wide(snapshot, year, "appraisal")
