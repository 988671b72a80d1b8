"""Online appeals taken in."""

from xuezheng.indicators.casework import each_received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="网络问政件数",
    label_en="Online appeals taken in",
    unit="件",
    kind="count",
    definition="本期内受理的网络问政件数，按受理日期计入；重复件照计。",
    reference="本局统计口径：以网络问政渠道的办件登记为准",
    review_by="2027-06",
    aliases=("网络政务平台受理", "局长信箱", "网上诉求", "网络问政"),
    topics=("规范办学", "信访"),
    registers={"cases": "received_on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a case."""
    return each_received(snapshot, year, "online")
