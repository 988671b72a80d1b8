"""Deputies' suggestions and CPPCC proposals handled."""

from xuezheng.indicators.casework import KINDS, handed_over
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="办理人大建议政协提案件数",
    label_en="Deputies' suggestions and CPPCC proposals handled",
    unit="件",
    kind="count",
    definition="本年交办给教育局的人大代表建议和政协委员提案件数，按交办日期计入年度。",
    reference="代表法第五十一条；件数按交办年度计，为本局统计口径",
    review_by="2027-06",
    aliases=("人大代表建议和政协提案", "人大议案", "建议提案", "提案议案", "办理人大代表、政协委员提案议案"),
    topics=("依法行政", "办理"),
    dimensions={"kind": KINDS},
)
def handled(snapshot: Snapshot, year: int) -> Frame:
    """One row an item."""
    return listed(handed_over(snapshot, year, *KINDS), dimensions=("kind",), on="handed_over_on")
