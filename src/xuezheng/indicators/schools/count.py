"""Schools of every kind in the city at the end of the year."""

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS, STAGES, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="各级各类学校总数",
    label_en="Schools of every kind",
    unit="所",
    kind="count",
    definition="年末在办的学校和幼儿园，每所只计一次；教学点和附设班不计。",
    reference="《全国教育事业发展统计公报》计数口径；rules/codes/school_kinds.yaml",
    review_by="2027-09",
    aliases=("全县共有学校", "全市共有学校", "各级各类学校", "学校总数", "中小学校总数"),
    topics=("基本情况",),
    dimensions={"stage": STAGES, "nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def schools(snapshot: Snapshot, year: int) -> Frame:
    """A combined school stands where the national yearbook puts it: with its highest stage."""
    return open_schools(snapshot, year).select(*EVIDENCE_COLUMNS, "stage", "nature", "place")
