"""Share of schools with central heating."""

from xuezheng.indicators.campuses import campus_share
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="集中供暖学校占比",
    label_en="Share of schools with central heating",
    unit="%",
    kind="rate",
    scale=100,
    definition="集中供暖的学校占交了校园与安全年报学校的百分比。",
    reference="校园与安全年报；本局统计口径",
    review_by="2027-09",
    aliases=("集中供热率", "集中供暖覆盖率", "供暖覆盖率"),
    topics=("办学条件",),
)
def heating_coverage_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_share(snapshot, year, "has_central_heating")
