"""Private kindergartens inspected."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.inspected import VISITS, visits
from xuezheng.indicators.listing import listed
from xuezheng.indicators.open_schools import is_private
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_types import is_kindergarten
from xuezheng.snapshot import Snapshot


@indicator(
    label="检查民办幼儿园数",
    label_en="Private kindergartens inspected",
    unit="所",
    kind="count",
    definition="本年接受督导检查的民办幼儿园数，一园检查几次计一所。",
    reference="教育督导条例；督导评估登记",
    review_by="2027-06",
    aliases=("民办园整治检查", "民办园办园情况检查", "检查民办园"),
    topics=("规范办学", "学前教育", "安全"),
    registers=VISITS,
)
def private_inspected(snapshot: Snapshot, year: int) -> Frame:
    """One row each."""
    seen = visits(snapshot, year).group_by("school").agg(n=nw.len())
    private = snapshot.table("schools").filter(is_kindergarten() & is_private())
    inspected = private.join(seen, left_on="code", right_on="school", how="semi")
    return listed(inspected, subject="name", school="code")
