"""Teaching area for each pupil."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生均教学及辅助用房面积",
    label_en="Teaching area for each pupil",
    unit="平方米",
    kind="ratio",
    definition="各校教学及辅助用房面积之和÷学年初学生数之和；不取各校平均。",
    reference="教督〔2017〕6号；学年初统计报表",
    review_by="2027-09",
    aliases=("生均教学用房面积", "生均教学辅助用房面积"),
    topics=("办学条件", "义务教育"),
    dimensions={"stage": STAGES},
)
def facilities_teaching_area_per_pupil(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "teaching_area_m2")
