"""Share of rated, closed appeals that satisfied."""

from xuezheng.indicators.casework import CHANNELS, of_channels, rated_satisfied
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求案件办结满意率",
    label_en="Share of rated, closed appeals that satisfied",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内办结、有评价的诉求中，评价为满意的件数占有评价件数的百分比，按办结日期计入；"
    "基本满意不计为满意，未评价的不计。",
    reference="满意率＝满意÷有效评价；基本满意不计，第 1 版，为本局统计口径",
    review_by="2027-06",
    aliases=("满意率", "群众满意度", "办结满意率", "案件办结满意率", "回访满意率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
)
def satisfaction_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a closed case that was rated."""
    closed = of_channels(snapshot, *CHANNELS).filter(in_year("closed_on", year))
    return rated_satisfied(closed, on="closed_on", school="school", dimensions=("channel",))
