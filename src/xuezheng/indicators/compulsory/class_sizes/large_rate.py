"""Share of large classes of compulsory education."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.dropouts import COMPULSORY, COMPULSORY_STAGES
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, is_one_of
from xuezheng.snapshot import Snapshot


@indicator(
    label="义务教育大班额比例",
    label_en="Share of large classes of compulsory education",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年学年初报表中 56 人及以上的小学、初中班数占全部班数的百分比。",
    reference="消除大班额专项规划口径：56 人（含）以上为大班额；学年初统计报表",
    review_by="2027-09",
    aliases=("大班额比例", "大班额占比"),
    topics=("义务教育",),
    dimensions={"stage": COMPULSORY_STAGES},
)
def class_sizes_large_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    is_asked = (nw.col("school_year") == year) & is_one_of("stage", COMPULSORY)
    return listed(
        snapshot.table("school_returns").filter(is_asked),
        subject="school",
        counted="n_large_classes",
        out_of="n_classes",
        area=None,
        school="school",
        dimensions=("stage",),
    )
