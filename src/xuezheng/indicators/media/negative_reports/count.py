"""Negative reports in the media."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.press import LEVELS, reports
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="负面报道数",
    label_en="Negative reports in the media",
    unit="次",
    kind="count",
    definition="本期内媒体和舆情监测登记的本市教育负面报道次数，按报道日期计入。",
    reference="本局统计口径：以媒体报道登记的“倾向”为准",
    review_by="2027-06",
    aliases=("负面舆情", "负面报道", "负面信息"),
    topics=("舆情",),
    dimensions={"level": LEVELS},
    registers={"media_reports": "on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a report."""
    return reports(snapshot, year, "negative")
