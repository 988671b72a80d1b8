"""Share of vocational schools in senior entrants."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, is_one_of
from xuezheng.snapshot import Snapshot


@indicator(
    label="中职招生占比",
    label_en="Share of vocational schools in senior entrants",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年中等职业学校招生数占高中阶段（普通高中和中等职业学校）招生数的百分比。",
    reference="学年初统计报表",
    review_by="2027-09",
    aliases=("职普比", "普职比", "中职招生比例"),
    topics=("职业教育", "高中教育"),
)
def vocational_enrolment_share(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and stage."""
    is_asked = (nw.col("school_year") == year) & is_one_of("stage", ("senior", "vocational"))
    entrants = nw.when(nw.col("stage") == "vocational").then(nw.col("n_entrants")).otherwise(nw.lit(0))
    returns = snapshot.table("school_returns").filter(is_asked)
    return listed(
        returns, subject="school", counted=entrants, out_of="n_entrants", area=None, school="school"
    )
