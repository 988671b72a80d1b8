"""Share of rated answers to deputies and CPPCC members that were satisfactory."""

from xuezheng.indicators.casework import KINDS, handed_over, rated_satisfied
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="建议提案满意率",
    label_en="Share of rated answers to deputies and CPPCC members that were satisfactory",
    unit="%",
    kind="rate",
    scale=100,
    definition="本年交办的人大代表建议和政协委员提案中，评价为满意的件数占有评价的件数的百分比；"
    "基本满意不计为满意，未评价的不计。",
    reference="满意率＝满意÷有效评价；基本满意不计，第 1 版，为本局统计口径",
    review_by="2027-06",
    aliases=("代表委员满意率", "建议提案办理满意率"),
    topics=("依法行政", "办理"),
    dimensions={"kind": KINDS},
)
def satisfaction_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an item that was rated."""
    return rated_satisfied(handed_over(snapshot, year, *KINDS), on="handed_over_on", dimensions=("kind",))
