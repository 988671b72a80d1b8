"""Secondary vocational schools at the end of the year."""

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="中等职业学校数",
    label_en="Secondary vocational schools",
    unit="所",
    kind="count",
    definition="年末在办的中等职业学校（含职业高中、技工学校）；附设中职班不计。",
    reference="《全国教育事业发展统计公报》计数口径；rules/codes/school_kinds.yaml",
    review_by="2027-09",
    aliases=("职业技术学校", "职教中心", "中职学校数", "中等职业教育学校"),
    topics=("基本情况", "职业教育"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def vocational_schools(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_schools(snapshot, year, "vocational").select(*EVIDENCE_COLUMNS, "nature", "place")
