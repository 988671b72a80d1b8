"""Share of appeals received that were concluded, due or not."""

import narwhals as nw

from xuezheng.indicators.casework import CHANNELS, received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求办结率（按受理件）",
    label_en="Share of appeals received that were concluded",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内受理的诉求中，年末已办结的件数占受理件数的百分比；未到期的也在分母中，因此期末总比诉求办结率低。",
    reference="办结率（按受理件）＝已办结÷受理，第 1 版；与诉求办结率（已办结÷应办结）并列公布，为本局统计口径",
    review_by="2027-06",
    aliases=("受理办结率", "按受理件计的办结率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
)
def close_rate_of_received(snapshot: Snapshot, year: int) -> Frame:
    """One row a case received."""
    cases = received(snapshot, year, *CHANNELS)
    is_closed = as_count(nw.col("closed_on") <= last_day(snapshot, year))
    return listed(
        cases, counted=is_closed, out_of=1, school="school", dimensions=("channel",), on="received_on"
    )
