"""Money given by donors."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.funding import granted
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="社会捐赠资金",
    label_en="Money given by donors",
    unit="元",
    kind="sum",
    definition="社会各界捐赠给本市教育、本年内到账的资金之和，按到账日期计入年度。",
    reference="本局统计口径：捐赠按到账计",
    review_by="2027-06",
    aliases=("募集教育基金", "捐款", "捐资助学", "社会捐资"),
    topics=("经费",),
    registers={"funds": "arrived_on"},
)
def donations(snapshot: Snapshot, year: int) -> Frame:
    """One row a donation that arrived."""
    return granted(snapshot, year, "donation", by="arrived_on")
