"""Share of schools with all their guards."""

from xuezheng.indicators.campuses import campus_share
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="专职保安配备率",
    label_en="Share of schools with all their guards",
    unit="%",
    kind="rate",
    scale=100,
    definition="配齐专职保安的学校占交了校园与安全年报学校的百分比。",
    reference="《中小学幼儿园安全防范要求》（GB/T 29315）；三个百分之百要求；校园与安全年报",
    review_by="2027-09",
    aliases=("保安配备率", "专职保安员配备率", "专职保安配备达标率"),
    topics=("安全",),
)
def safety_guards_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_share(snapshot, year, "has_guards")
