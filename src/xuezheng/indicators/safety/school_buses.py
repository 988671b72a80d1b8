"""School buses."""

from xuezheng.indicators.campuses import campus_sum
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="校车数",
    label_en="School buses",
    unit="辆",
    kind="count",
    definition="当年校园与安全年报中各校校车数之和。",
    reference="《校车安全管理条例》；校园与安全年报",
    review_by="2027-09",
    aliases=("校车", "校车辆数", "运营校车", "标准校车"),
    topics=("安全",),
)
def safety_school_buses(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_sum(snapshot, year, "n_buses")
