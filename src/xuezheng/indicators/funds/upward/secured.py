"""Funds obtained from higher levels of government."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.funding import UPWARD, granted
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="向上争取资金",
    label_en="Funds obtained from higher levels of government",
    unit="元",
    kind="sum",
    definition="中央和省级安排给本市教育、本年内到账的资金之和，按到账日期计入年度；已下达未到账的不计。",
    reference="本局统计口径：向上争取资金按到账计，不按下达计",
    review_by="2027-06",
    aliases=("争取上级资金", "争取中央和省级资金", "向上争取", "争取资金", "争取专项资金"),
    topics=("经费", "民生工程"),
    dimensions={"level": UPWARD},
    registers={"funds": "arrived_on"},
)
def secured(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund that arrived."""
    return granted(snapshot, year, *UPWARD, by="arrived_on", dimensions=("level",))
