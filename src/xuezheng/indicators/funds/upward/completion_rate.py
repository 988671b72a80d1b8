"""Funds obtained from higher levels, against the year's target."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.funding import UPWARD, granted
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, together
from xuezheng.indicators.yearly_targets import in_plain_units
from xuezheng.snapshot import Snapshot


@indicator(
    label="向上争取资金任务完成率",
    label_en="Funds obtained from higher levels, against the year's target",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年到账的中央和省级资金之和，占经批准的本年向上争取资金目标的百分比，可以超过 100%。"
    "有全市目标的用全市目标，没有的用各县区目标之和；没有经批准的目标，不能计算。",
    reference="任务完成率＝完成÷计划；资金按到账计，为本局统计口径",
    review_by="2027-06",
    aliases=("完成全年任务", "争取资金完成率", "完成年度任务"),
    topics=("经费", "民生工程"),
    registers={"funds": "arrived_on"},
)
def completion_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund that arrived, and one a target."""
    funds = granted(snapshot, year, *UPWARD, by="arrived_on").drop("on")
    targets = in_plain_units(snapshot, year, "funds.upward.secured")
    return together(funds, listed(targets, counted=0, out_of="plain_value"))
