"""CPPCC proposals handled."""

from xuezheng.indicators.casework import handed_over
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="政协提案件数",
    label_en="CPPCC proposals handled",
    unit="件",
    kind="count",
    definition="本年交办给教育局的政协委员提案件数，按交办日期计入年度。",
    reference="政协提案办理惯例（交办后三个月内答复）；件数按交办年度计，为本局统计口径",
    review_by="2027-06",
    aliases=("政协委员提案", "委员提案"),
    topics=("依法行政", "办理"),
    registers={"proposals": "handed_over_on"},
)
def cppcc(snapshot: Snapshot, year: int) -> Frame:
    """One row a proposal."""
    return listed(handed_over(snapshot, year, "cppcc"), on="handed_over_on")
