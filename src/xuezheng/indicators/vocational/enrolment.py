"""Entrants of secondary vocational schools."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="中职招生人数",
    label_en="Entrants of secondary vocational schools",
    unit="人",
    kind="count",
    definition="当年秋季中等职业学校（含附设中职班）招收的新生，按学年初报表。",
    reference="学年初统计报表 招生数栏",
    review_by="2027-09",
    aliases=("职业学校招生", "中等职业学校招生", "职业教育招生"),
    topics=("职业教育", "招生"),
)
def entrants(snapshot: Snapshot, year: int) -> Frame:
    """From the forms of the school year that begins in the year."""
    is_asked = (nw.col("school_year") == year) & (nw.col("stage") == "vocational")
    forms = snapshot.table("school_returns").filter(is_asked)
    return forms.select("school", subject="school", counted="n_entrants", out_of=NOTHING)
