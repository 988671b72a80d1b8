"""Share of Party organisations that meet the standard."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.party_organisations import share_of_organisations
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="基层党组织达标率",
    label_en="Share of Party organisations that meet the standard",
    unit="%",
    kind="rate",
    scale=100,
    definition="年末党组织中，标准化规范化建设达标的占比。",
    reference="《中国共产党支部工作条例（试行）》；党组织登记",
    review_by="2027-09",
    aliases=("党组织达标率", "党组织标准化达标率", "党支部标准化达标率"),
    topics=("党建",),
)
def party_orgs_standard_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an organisation."""
    return share_of_organisations(snapshot, year, "is_standard")
