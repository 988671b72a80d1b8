"""Inclusive kindergartens."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_types import is_kindergarten, open_rows, told_apart
from xuezheng.snapshot import Snapshot


@indicator(
    label="普惠性幼儿园数",
    label_en="Inclusive kindergartens",
    unit="所",
    kind="count",
    definition="年末在办、认定为普惠性的幼儿园数；附设幼儿班不计。",
    reference="学校（机构）登记",
    review_by="2027-09",
    aliases=("普惠园", "普惠性民办幼儿园", "普惠园总数"),
    topics=("学前教育",),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def inclusive_count(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return told_apart(open_rows(snapshot, year).filter(is_kindergarten() & nw.col("is_inclusive")))
