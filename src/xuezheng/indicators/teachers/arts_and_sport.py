"""Full-time teachers of arts and sport."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="体育艺术专任教师数",
    label_en="Full-time teachers of arts and sport",
    unit="人",
    kind="count",
    definition="当年秋季学年初报表中体育、艺术专任教师数之和。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("体育艺术教师", "体艺教师", "体育美育教师"),
    topics=("教师队伍",),
    dimensions={"stage": STAGES},
)
def teachers_arts_and_sport(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    return held(snapshot, year, "n_arts_and_sport_teachers")
