"""Sports area for each pupil."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生均体育运动场馆面积",
    label_en="Sports area for each pupil",
    unit="平方米",
    kind="ratio",
    definition="各校体育运动场馆面积之和÷学年初学生数之和；不取各校平均。",
    reference="教督〔2017〕6号；学年初统计报表",
    review_by="2027-09",
    aliases=("生均运动场馆面积", "生均体育场馆面积", "生均运动场地面积"),
    topics=("办学条件", "义务教育"),
    dimensions={"stage": STAGES},
)
def facilities_sports_area_per_pupil(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "sports_area_m2")
