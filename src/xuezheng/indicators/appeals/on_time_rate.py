"""Share of appeals concluded in time."""

from xuezheng.indicators.casework import CHANNELS, concluded_appeals
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求按时办结率",
    label_en="Share of appeals concluded in time",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内受理的诉求中，在办理期限内办结的件数，占已办结和办理期限已到的件数的百分比，统计到年末。"
    "期限含届满前批准的延期；逾期后才批准的延期无效，按原期限计算。",
    reference="按时办结率＝按时办结÷（已办结＋到期未办结），延期须在届满前批准，第 1 版，为本局统计口径",
    review_by="2027-06",
    aliases=("按时办结率", "按期办结率", "限时办结率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
)
def on_time_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a case closed or due."""
    return concluded_appeals(snapshot, year, must_be_in_time=True)
