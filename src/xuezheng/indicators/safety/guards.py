"""Guards of schools."""

from xuezheng.indicators.campuses import campus_sum
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="专职保安人数",
    label_en="Guards of schools",
    unit="名",
    kind="count",
    definition="当年校园与安全年报中各校专职保安人数之和。",
    reference="《中小学幼儿园安全防范要求》（GB/T 29315）；三个百分之百要求；校园与安全年报",
    review_by="2027-09",
    aliases=("专职保安员", "配备专职保安", "配备保安"),
    topics=("安全",),
)
def safety_guards(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_sum(snapshot, year, "n_guards")
