"""Books in school libraries."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="图书册数",
    label_en="Books in school libraries",
    unit="册",
    kind="count",
    definition="各校学年初报表（本年 9 月开始的学年）填报的图书册数之和。",
    reference="教育事业统计学年初报表",
    review_by="2027-06",
    aliases=("新购图书", "配备图书", "馆藏图书", "图书藏量"),
    topics=("装备",),
    dimensions={"stage": STAGES},
)
def books(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return held(snapshot, year, "n_books")
