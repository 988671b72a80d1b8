"""Share of appeals that repeat an earlier one."""

import narwhals as nw

from xuezheng.indicators.casework import CHANNELS, received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.snapshot import Snapshot


@indicator(
    label="重复诉求率",
    label_en="Share of appeals that repeat an earlier one",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内受理的诉求中，经人认定与此前某件为同一人同一事项的件数占受理件数的百分比，按受理日期计入。",
    reference="重复诉求率＝重复÷受理，第 1 版；重复由人认定，为本局统计口径",
    review_by="2027-06",
    aliases=("重复件率", "重复投诉率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
)
def repeat_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a case received."""
    cases = received(snapshot, year, *CHANNELS)
    repeats = as_count(~nw.col("repeats").is_null())
    return listed(
        cases, counted=repeats, out_of=1, school="school", dimensions=("channel",), on="received_on"
    )
