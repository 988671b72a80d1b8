"""Public funds for each pupil."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生均公用经费",
    label_en="Public funds for each pupil",
    unit="元",
    kind="ratio",
    definition="各校学年公用经费支出之和÷学年初学生数之和；不取各校平均。",
    reference="教育法第五十六条；学年初统计报表",
    review_by="2027-09",
    aliases=("生均公用经费标准", "公用经费生均", "生均公用经费拨款"),
    topics=("经费",),
    dimensions={"stage": STAGES},
)
def funds_per_pupil(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "public_funds_yuan")
