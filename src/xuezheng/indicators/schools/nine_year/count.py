"""Nine-year schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_types import NINE_YEAR, open_kinds
from xuezheng.snapshot import Snapshot


@indicator(
    label="九年一贯制学校数",
    label_en="Nine-year schools",
    unit="所",
    kind="count",
    definition="年末在办的九年一贯制学校；统计公报中也计入初中。",
    reference="办学类型代码（rules/codes/school_kinds.yaml）",
    review_by="2027-09",
    aliases=("九年一贯制学校", "九年制学校"),
    topics=("基本情况", "义务教育"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def nine_year_count(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return open_kinds(snapshot, year, *NINE_YEAR)
