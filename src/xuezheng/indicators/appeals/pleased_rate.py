"""Share of rated, closed appeals that satisfied at least basically."""

from xuezheng.indicators.casework import CHANNELS, of_channels, rated_satisfied
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求案件办结满意率（含基本满意）",
    label_en="Share of rated, closed appeals that satisfied at least basically",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内办结、有评价的诉求中，评价为满意或基本满意的件数占有评价件数的百分比，按办结日期计入；未联系上、不愿评价和未评价的不计。",
    reference="满意率（含基本满意）＝（满意＋基本满意）÷有效评价，第 1 版；与诉求案件办结满意率并列公布，为本局统计口径",
    review_by="2027-06",
    aliases=("含基本满意的满意率", "满意和基本满意率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
)
def pleased_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a closed case that was rated."""
    closed = of_channels(snapshot, *CHANNELS).filter(in_year("closed_on", year))
    return rated_satisfied(closed, on="closed_on", school="school", dimensions=("channel",), basically=True)
