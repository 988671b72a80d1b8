"""Appeals concluded."""

import narwhals as nw

from xuezheng.indicators.casework import CHANNELS, received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求办结件数",
    label_en="Appeals concluded",
    unit="件",
    kind="count",
    definition="本年受理的诉求中，年末已办结的件数；应办结数为受理件数。",
    reference="信访工作条例；办件登记",
    review_by="2027-06",
    aliases=("办结件数", "已办结诉求"),
    topics=("规范办学", "信访"),
    dimensions={"channel": CHANNELS},
    registers={"cases": "received_on"},
)
def appeals_closed(snapshot: Snapshot, year: int) -> Frame:
    """One row each."""
    cases = received(snapshot, year, *CHANNELS)
    is_closed = as_count(nw.col("closed_on") <= last_day(snapshot, year))
    return listed(
        cases,
        counted=is_closed,
        out_of=1,
        school="school",
        dimensions=("channel",),
        on="received_on",
    )
