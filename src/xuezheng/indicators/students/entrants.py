"""Pupils who entered."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES, held
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="招生数",
    label_en="Pupils who entered",
    unit="人",
    kind="count",
    definition="当年秋季学年初报表中各学段招收的新生数之和。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("招收新生", "新生人数", "招生人数"),
    topics=("基本情况",),
    dimensions={"stage": STAGES},
)
def students_entrants(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    return held(snapshot, year, "n_entrants")
