"""General senior secondary schools at the end of the year."""

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="普通高中数",
    label_en="General senior secondary schools",
    unit="所",
    kind="count",
    definition="年末在办的普通高中：高级中学、完全中学和十二年一贯制学校。",
    reference="《全国教育事业发展统计公报》计数口径；rules/codes/school_kinds.yaml",
    review_by="2027-09",
    aliases=("高级中学", "高中所数", "普通高中学校数"),
    topics=("基本情况", "高中教育"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def senior_schools(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_schools(snapshot, year, "senior").select(*EVIDENCE_COLUMNS, "nature", "place")
