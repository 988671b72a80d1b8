"""Share of Party organisations under the bureau."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.party_organisations import share_of_organisations
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="党组织关系隶属教育主管部门占比",
    label_en="Share of Party organisations under the bureau",
    unit="%",
    kind="rate",
    scale=100,
    definition="年末党组织中，组织关系隶属教育主管部门的占比。",
    reference="《中国共产党支部工作条例（试行）》；党组织登记",
    review_by="2027-09",
    aliases=("党组织关系隶属教育主管部门", "党组织隶属占比"),
    topics=("党建",),
)
def party_affiliation_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an organisation."""
    return share_of_organisations(snapshot, year, "is_under_bureau")
