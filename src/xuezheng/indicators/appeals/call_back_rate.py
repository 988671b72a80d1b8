"""Share of concluded appeals whose caller was called back."""

import narwhals as nw

from xuezheng.indicators.casework import CHANNELS, of_channels
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求回访率",
    label_en="Share of concluded appeals whose caller was called back",
    unit="%",
    kind="rate",
    scale=100,
    definition="本期内办结的诉求中，登记了回访的件数占办结件数的百分比，按办结日期计入；未联系上和不愿评价的也算回访。",
    reference="回访率＝回访÷办结，第 1 版，为本局统计口径",
    review_by="2027-06",
    aliases=("回访率", "办结回访率"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
)
def call_back_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a closed case."""
    closed = of_channels(snapshot, *CHANNELS).filter(in_year("closed_on", year))
    was_called = as_count(~nw.col("called_back_on").is_null())
    return listed(
        closed, counted=was_called, out_of=1, school="school", dimensions=("channel",), on="closed_on"
    )
