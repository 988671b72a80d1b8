"""Counties and districts appeals came from."""

import narwhals as nw

from xuezheng.indicators.casework import CHANNELS, received
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.transferred import APPEALS
from xuezheng.snapshot import Snapshot


@indicator(
    label="诉求涉及县区数",
    label_en="Counties and districts appeals came from",
    unit="个",
    kind="count",
    definition="本年受理的诉求涉及的县区个数；只计区、县，不计市本级。",
    reference="信访工作条例；办件登记",
    review_by="2027-06",
    aliases=("涉及区县", "涉及县区"),
    topics=("规范办学", "信访"),
    registers=APPEALS,
)
def appeals_areas(snapshot: Snapshot, year: int) -> Frame:
    """One row each."""
    counties = snapshot.table("areas").filter(nw.col("kind") != "city").select(area="code", name="name")
    touched = received(snapshot, year, *CHANNELS).group_by("area").agg(n=nw.len())
    return listed(touched.join(counties, on="area", how="inner"), subject="name")
