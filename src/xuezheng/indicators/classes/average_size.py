"""Pupils in a class on average."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="平均班额",
    label_en="Pupils in a class on average",
    unit="人",
    kind="ratio",
    definition="学年初学生数之和÷班数之和；不取各校平均。",
    reference="教基一〔2012〕11号；学年初统计报表",
    review_by="2027-09",
    aliases=("平均班容量", "班均人数", "班均学生数"),
    topics=("基本情况", "义务教育"),
    dimensions={"stage": STAGES},
)
def classes_average_size(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "n_pupils", "n_classes")
