"""Calls to the mayor's line taken in."""

from xuezheng.indicators.casework import each_received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="受理市长公开电话件数",
    label_en="Calls to the mayor's line taken in",
    unit="件",
    kind="count",
    definition="本期内受理的市长公开电话（12345 热线）转办件数，按受理日期计入；重复来电照计。",
    reference="国办发〔2020〕53号；重复件照计，为本局统计口径",
    review_by="2027-06",
    aliases=("市长热线", "12345热线", "市长公开电话", "政务服务热线"),
    topics=("规范办学", "信访"),
    registers={"cases": "received_on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a case."""
    return each_received(snapshot, year, "mayor_line")
