"""Share of compulsory pupils at private schools."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.dropouts import COMPULSORY, COMPULSORY_STAGES
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.indicators.rolls import ROLLS, on_roll, with_school
from xuezheng.snapshot import Snapshot


@indicator(
    label="义务教育民办学校在校生占比",
    label_en="Share of compulsory pupils at private schools",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年秋季学年初在籍的小学、初中学生中，就读民办学校的占比。",
    reference="规范民办义务教育发展专项工作口径；学籍",
    review_by="2027-09",
    aliases=("民办义务教育在校生占比", "民办学校在校生占比"),
    topics=("义务教育", "民办教育"),
    dimensions={"stage": COMPULSORY_STAGES},
    registers=ROLLS,
)
def compulsory_private_enrolment_share(snapshot: Snapshot, year: int) -> Frame:
    """Evidence names schools, not pupils."""
    pupils = with_school(on_roll(snapshot, year, *COMPULSORY), snapshot)
    return pupils.select(
        "school",
        subject="school",
        counted=as_count(nw.col("nature") == "private"),
        out_of=nw.lit(1),
        stage="stage",
    )
