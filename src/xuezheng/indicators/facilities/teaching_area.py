"""Floor area of teaching rooms."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="教学及辅助用房面积",
    label_en="Floor area of teaching rooms",
    unit="平方米",
    kind="sum",
    definition="当年秋季学年初报表中教学及辅助用房面积之和。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("教学用房面积", "教学及教学辅助用房"),
    topics=("校舍", "基本情况"),
    dimensions={"stage": STAGES},
)
def facilities_teaching_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    return held(snapshot, year, "teaching_area_m2")
