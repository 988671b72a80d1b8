"""Violations reported."""

from xuezheng.indicators.casework import each_received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="受理违规办学举报件数",
    label_en="Violations reported",
    unit="件",
    kind="count",
    definition="本期内受理的乱办班、乱补课、乱收费等违规办学行为举报件数，按受理日期计入；重复举报照计。",
    reference="本局统计口径：以违规举报渠道的办件登记为准",
    review_by="2027-06",
    aliases=("违规办学举报", "受理举报", "乱收费举报"),
    topics=("规范办学", "行风"),
    registers={"cases": "received_on"},
)
def reported(snapshot: Snapshot, year: int) -> Frame:
    """One row a report."""
    return each_received(snapshot, year, "violation")
