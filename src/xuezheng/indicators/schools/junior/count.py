"""Junior secondary schools at the end of the year."""

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="初中数",
    label_en="Junior secondary schools",
    unit="所",
    kind="count",
    definition="年末在办的初中：初级中学、九年一贯制学校和职业初中；完全中学计入高中。",
    reference="《全国教育事业发展统计公报》计数口径；rules/codes/school_kinds.yaml",
    review_by="2027-09",
    aliases=("初级中学", "初中学校数", "初中所数", "普通初中"),
    topics=("基本情况", "义务教育"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def junior_schools(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_schools(snapshot, year, "junior").select(*EVIDENCE_COLUMNS, "nature", "place")
