"""Teachers of arts and sport for a hundred pupils."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="每百名学生拥有体育艺术专任教师数",
    label_en="Teachers of arts and sport for a hundred pupils",
    unit="人",
    kind="ratio",
    scale=100,
    definition="体育、艺术专任教师数之和÷学年初学生数之和×100；不取各校平均。",
    reference="教督〔2017〕6号；学年初统计报表",
    review_by="2027-09",
    aliases=("百名学生拥有体育艺术教师", "每百名学生体育艺术专任教师数"),
    topics=("教师队伍", "义务教育"),
    dimensions={"stage": STAGES},
)
def teachers_arts_and_sport_per_hundred(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "n_arts_and_sport_teachers")
