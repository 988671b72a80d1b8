"""Area of sports grounds and halls."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="体育运动场馆面积",
    label_en="Area of sports grounds and halls",
    unit="平方米",
    kind="sum",
    definition="当年秋季学年初报表中体育运动场馆面积之和。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("运动场面积", "体育场馆面积"),
    topics=("校舍", "基本情况"),
    dimensions={"stage": STAGES},
)
def facilities_sports_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    return held(snapshot, year, "sports_area_m2")
