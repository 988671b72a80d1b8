"""Special schools at the end of the year."""

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="特殊教育学校数",
    label_en="Special schools",
    unit="所",
    kind="count",
    definition="年末在办的特殊教育学校和专门学校；附设特教班不计。",
    reference="《全国教育事业发展统计公报》计数口径；rules/codes/school_kinds.yaml",
    review_by="2027-09",
    aliases=("特教学校", "特殊教育学校所数"),
    topics=("基本情况", "特殊教育"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def special_schools(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_schools(snapshot, year, "special").select(*EVIDENCE_COLUMNS, "nature", "place")
