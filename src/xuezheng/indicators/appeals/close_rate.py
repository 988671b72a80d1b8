"""Share of appeals concluded."""

from xuezheng.indicators.casework import CHANNELS, concluded_appeals
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求办结率",
    label_en="Share of appeals concluded",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内受理的诉求中，年末已办结的件数，占已办结和办理期限已到的件数的百分比；"
    "年末未到期又未办结的不计。期限含届满前批准的延期。",
    reference="办结率＝已办结÷（已办结＋到期未办结），第 1 版，为本局统计口径",
    review_by="2027-06",
    aliases=("回复率", "办结率", "诉求回复率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
)
def close_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a case closed or due."""
    return concluded_appeals(snapshot, year)
