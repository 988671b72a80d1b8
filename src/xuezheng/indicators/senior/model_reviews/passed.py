"""Senior high schools that passed the review of model schools."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year, last_day
from xuezheng.snapshot import Snapshot


@indicator(
    label="通过省示范高中复检学校数",
    label_en="Senior high schools that passed the review of provincial model schools",
    unit="所",
    kind="count",
    definition="本年作出省示范高中评估、复检结论的学校中，结论为通过的学校数；应通过数为作出结论的学校数和"
    "本年已督导、年末尚无结论的学校数。按结论日期计入年度。",
    reference="教育督导条例；以督导评估登记的结论为准",
    review_by="2027-06",
    aliases=("省示范高中复检", "示范高中复检", "通过示范高中复检", "示范性高中评估"),
    topics=("高中教育", "教育督导"),
)
def passed(snapshot: Snapshot, year: int) -> Frame:
    """One row a review."""
    is_decided = nw.col("decided_on") <= last_day(snapshot, year)
    is_open = in_year("on", year) & ~nw.coalesce(is_decided, nw.lit(False))
    reviews = snapshot.table("visits").filter(nw.col("standard") == "model_senior")
    return listed(
        reviews.filter((is_decided & in_year("decided_on", year)) | is_open),
        counted=as_count(is_decided & (nw.col("verdict") == "passed")),
        out_of=1,
        school="school",
    )
