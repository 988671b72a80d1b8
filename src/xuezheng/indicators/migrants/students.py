"""Children of migrant workers at school."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="进城务工人员随迁子女在校生数",
    label_en="Children of migrant workers at school",
    unit="人",
    kind="count",
    definition="当年秋季学年初报表中进城务工人员随迁子女在校生数之和，公办民办都算。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("随迁子女在校生", "随迁子女就读人数"),
    topics=("义务教育", "随迁子女"),
    dimensions={"stage": STAGES},
)
def migrants_students(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    return held(snapshot, year, "n_migrants")
