"""Appeals taken in by all channels."""

from xuezheng.indicators.casework import CHANNELS, each_received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="受理群众诉求总件数",
    label_en="Appeals taken in by all channels",
    unit="件",
    kind="count",
    definition="本期内由市长公开电话、网络问政、咨询电话、信访受理的诉求总件数，按受理日期计入；"
    "重复件照计，违规举报另行统计。",
    reference="国办发〔2020〕53号；渠道范围为本局统计口径",
    review_by="2027-06",
    aliases=("教育诉求量", "诉求总量", "受理群众诉求", "受理来信来访来电"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
    registers={"cases": "received_on"},
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a case."""
    return each_received(snapshot, year, *CHANNELS, dimensions=("channel",))
