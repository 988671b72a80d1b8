"""Books for each pupil."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生均图书册数",
    label_en="Books for each pupil",
    unit="册",
    kind="ratio",
    definition="各校图书册数之和÷学年初学生数之和；不取各校平均。",
    reference="学年初统计报表",
    review_by="2027-09",
    aliases=("生均图书", "生均藏书"),
    topics=("办学条件", "装备"),
    dimensions={"stage": STAGES},
)
def library_books_per_pupil(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "n_books")
