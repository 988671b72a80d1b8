"""Primary schools at the end of the year."""

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="小学数",
    label_en="Primary schools",
    unit="所",
    kind="count",
    definition="年末在办的小学；教学点和附设小学班不计，九年一贯制学校计入初中。",
    reference="《全国教育事业发展统计公报》计数口径；rules/codes/school_kinds.yaml",
    review_by="2027-09",
    aliases=("小学所数", "小学总数", "普通小学"),
    topics=("基本情况", "义务教育"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def primary_schools(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_schools(snapshot, year, "primary").select(*EVIDENCE_COLUMNS, "nature", "place")
