"""Share of schools that a Party organisation or adviser reaches."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.party_organisations import coverage
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校党组织覆盖率",
    label_en="Share of schools that a Party organisation or adviser reaches",
    unit="%",
    kind="rate",
    scale=100,
    definition="年末存续的学校中，建有党组织或派有党建指导员的占比（组织覆盖和工作覆盖）。",
    reference="《中国共产党支部工作条例（试行）》；党组织登记",
    review_by="2027-09",
    aliases=("党组织覆盖率", "党的组织和工作覆盖率", "党建覆盖率"),
    topics=("党建",),
)
def party_org_coverage_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    return coverage(snapshot, year)
