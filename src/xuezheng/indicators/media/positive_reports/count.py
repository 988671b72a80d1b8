"""Positive reports in the media."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.press import LEVELS, reports
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="正面宣传报道次数",
    label_en="Positive reports in the media",
    unit="次",
    kind="count",
    definition="本期内媒体和舆情监测登记的本市教育正面报道次数，按报道日期计入。",
    reference="本局统计口径：以媒体报道登记的“倾向”为准",
    review_by="2027-06",
    aliases=("媒体宣传报道", "省级媒体报道", "正面报道", "宣传报道"),
    topics=("舆情", "宣传"),
    dimensions={"level": LEVELS},
    registers={"media_reports": "on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a report."""
    return reports(snapshot, year, "positive")
