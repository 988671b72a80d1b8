"""Share of schools that are enclosed."""

from xuezheng.indicators.campuses import campus_share
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="校园封闭式管理率",
    label_en="Share of schools that are enclosed",
    unit="%",
    kind="rate",
    scale=100,
    definition="实行封闭式管理的学校占交了校园与安全年报学校的百分比。",
    reference="《中小学幼儿园安全防范要求》（GB/T 29315）；三个百分之百要求；校园与安全年报",
    review_by="2027-09",
    aliases=("封闭式管理率", "校园封闭化管理率", "封闭管理达标率"),
    topics=("安全",),
)
def safety_enclosed_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_share(snapshot, year, "is_enclosed")
