"""Classes."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="教学班数",
    label_en="Classes",
    unit="个",
    kind="count",
    definition="当年秋季学年初报表中的班数之和。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("教学班", "班级总数", "开设班级"),
    topics=("基本情况",),
    dimensions={"stage": STAGES},
)
def classes_count(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    return held(snapshot, year, "n_classes")
