"""Consultation calls answered."""

from xuezheng.indicators.casework import each_received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="咨询电话次数",
    label_en="Consultation calls answered",
    unit="次",
    kind="count",
    definition="本期内接听的咨询电话次数，按受理日期计入；重复来电照计。",
    reference="本局统计口径：以咨询电话渠道的办件登记为准",
    review_by="2027-06",
    aliases=("接听咨询电话", "群众咨询", "咨询电话", "电话咨询"),
    topics=("规范办学", "信访"),
    registers={"cases": "received_on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a case."""
    return each_received(snapshot, year, "phone")
