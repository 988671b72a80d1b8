"""Large classes of compulsory education."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.dropouts import COMPULSORY, COMPULSORY_STAGES
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="义务教育大班额班数",
    label_en="Large classes of compulsory education",
    unit="个",
    kind="count",
    definition="当年学年初报表中 56 人及以上的小学、初中班级；应有数一栏为全部班级，可求大班额比例。",
    reference="消除大班额专项规划口径：56 人（含）以上为大班额；学年初统计报表",
    review_by="2027-09",
    aliases=("大班额", "大班额数", "义务教育大班额", "超过56人的班级"),
    topics=("义务教育", "基本情况"),
    dimensions={"stage": COMPULSORY_STAGES},
)
def large_classes(snapshot: Snapshot, year: int) -> Frame:
    """Every form stays in the evidence, with its classes, whether or not one is large."""
    is_asked = (nw.col("school_year") == year) & nw.col("stage").is_in(COMPULSORY)
    forms = snapshot.table("school_returns").filter(is_asked)
    return forms.select(
        "school", subject="school", counted="n_large_classes", out_of="n_classes", stage="stage"
    )
