"""Deputies' suggestions handled."""

from xuezheng.indicators.casework import handed_over
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="人大代表建议件数",
    label_en="Deputies' suggestions handled",
    unit="件",
    kind="count",
    definition="本年交办给教育局的人大代表建议件数，按交办日期计入年度。",
    reference="代表法第五十一条；件数按交办年度计，为本局统计口径",
    review_by="2027-06",
    aliases=("人大议案", "代表建议", "人大建议"),
    topics=("依法行政", "办理"),
    registers={"proposals": "handed_over_on"},
)
def npc(snapshot: Snapshot, year: int) -> Frame:
    """One row a suggestion."""
    return listed(handed_over(snapshot, year, "npc"), on="handed_over_on")
