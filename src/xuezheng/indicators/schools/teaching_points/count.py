"""Primary teaching points."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_types import TEACHING_POINT, open_kinds
from xuezheng.snapshot import Snapshot


@indicator(
    label="小学教学点数",
    label_en="Primary teaching points",
    unit="个",
    kind="count",
    definition="年末在办的小学教学点；不计学校数。",
    reference="办学类型代码（rules/codes/school_kinds.yaml）",
    review_by="2027-09",
    aliases=("教学点", "村小教学点"),
    topics=("基本情况", "义务教育"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def teaching_points_count(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_kinds(snapshot, year, *TEACHING_POINT)
