"""Share of dispatches signed for in time."""

import narwhals as nw

from xuezheng.indicators.casework import CHANNELS, dispatched
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求按时签收率",
    label_en="Share of dispatches signed for in time",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内派出的诉求派单中，在签收期限内签收的件数占派出件数的百分比，按派出日期计入；退回重派的每派一次计一件，未签收的不计为按时。",
    reference="按时签收率＝按时签收÷派出，第 1 版，为本局统计口径",
    review_by="2027-06",
    aliases=("按时签收率", "及时签收率", "签收及时率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS, "part": {"lead": "主办", "assist": "协办"}},
)
def sign_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a dispatch."""
    sent = dispatched(snapshot, year)
    in_time = as_count(nw.col("signed_on") <= nw.col("sign_by_on"))
    return listed(
        sent, subject="case", counted=in_time, out_of=1, school="school", dimensions=("channel", "part"),
        on="dispatched_on",
    )  # fmt: skip
