"""Share of pupils who board."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="寄宿生占比",
    label_en="Share of pupils who board",
    unit="%",
    kind="rate",
    scale=100,
    definition="学年初寄宿生数占学生数的百分比。",
    reference="学年初统计报表",
    review_by="2027-09",
    aliases=("寄宿率", "寄宿学生占比"),
    topics=("基本情况",),
    dimensions={"stage": STAGES},
)
def students_boarding_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "n_boarders")
