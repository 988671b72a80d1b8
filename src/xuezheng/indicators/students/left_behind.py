"""Pupils whose parents work away from home."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import NOTHING, Frame
from xuezheng.indicators.rolls import PUPIL_STAGES
from xuezheng.snapshot import Snapshot


@indicator(
    label="留守儿童数",
    label_en="Left-behind children",
    unit="人",
    kind="count",
    definition="当年学年初报表填报的留守儿童，单亲留守和双亲留守都算。",
    reference="学年初统计报表 留守儿童栏；学籍字段“留守儿童”",
    review_by="2027-09",
    aliases=("农村留守儿童", "留守学生", "留守儿童少年"),
    topics=("基本情况", "义务教育"),
    dimensions={"stage": PUPIL_STAGES},
)
def left_behind(snapshot: Snapshot, year: int) -> Frame:
    """From the forms: the register of pupils knows only who is left behind today."""
    forms = snapshot.table("school_returns").filter(nw.col("school_year") == year)
    return forms.select("school", subject="school", counted="n_left_behind", out_of=NOTHING, stage="stage")
