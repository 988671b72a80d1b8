"""Special funds allotted by the centre and the province."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.funding import UPWARD, granted
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="中央和省级专项资金",
    label_en="Special funds allotted by the centre and the province",
    unit="元",
    kind="sum",
    definition="中央和省级本年内下达给本市教育的资金之和，按下达日期计入年度，不论是否到账。",
    reference="本局统计口径：专项资金按下达计",
    review_by="2027-06",
    aliases=("上级拨付教育资金", "中央专项资金", "省级专项资金", "上级下达资金"),
    topics=("经费",),
    dimensions={"level": UPWARD},
    registers={"funds": "noticed_on"},
)
def central_provincial(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund that was allotted."""
    return granted(snapshot, year, *UPWARD, by="noticed_on", dimensions=("level",))
