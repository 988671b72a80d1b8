"""Partnerships signed."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="签订合作协议数",
    label_en="Partnerships signed by schools",
    unit="份",
    kind="count",
    definition="本年内学校与高校、企业或其他学校签订的合作协议份数，按签订日期计入年度；后来终止的照计。",
    reference="本局统计口径：以合作协议登记为准",
    review_by="2027-06",
    aliases=("建立协作伙伴", "校企合作协议", "合作办学协议", "签订协议"),
    topics=("职业教育", "合作"),
)
def signed(snapshot: Snapshot, year: int) -> Frame:
    """One row an agreement."""
    agreements = snapshot.table("agreements").filter(in_year("signed_on", year))
    return listed(agreements, area=None, school="school", on="signed_on")
