"""Value of equipment for each pupil."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.per_head import of_returns
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="生均教学仪器设备值",
    label_en="Value of equipment for each pupil",
    unit="元",
    kind="ratio",
    definition="各校教学仪器设备值之和÷学年初学生数之和；不取各校平均。",
    reference="教督〔2017〕6号；学年初统计报表",
    review_by="2027-09",
    aliases=("生均设备值", "生均仪器设备值", "生均教学设备值"),
    topics=("办学条件", "装备"),
    dimensions={"stage": STAGES},
)
def equipment_value_per_pupil(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    return of_returns(snapshot, year, "equipment_yuan")
