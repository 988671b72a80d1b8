"""Share of full-time teachers above the required degree."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.holdings import STAGES
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="专任教师高于规定学历比例",
    label_en="Share of full-time teachers above the required degree",
    unit="%",
    kind="rate",
    scale=100,
    definition="当年秋季学年初报表中高于规定学历的专任教师数占专任教师数的百分比；各校合并计算，不取各校平均。",
    reference="教督〔2017〕6号；学年初统计报表",
    review_by="2027-09",
    aliases=("高于规定学历比例", "教师学历提高率"),
    topics=("教师队伍",),
    dimensions={"stage": STAGES},
)
def teachers_above_required_degree_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a return."""
    returns = snapshot.table("school_returns").filter(nw.col("school_year") == year)
    return listed(
        returns,
        subject="school",
        counted="n_above_required_degree",
        out_of="n_full_time_teachers",
        area=None,
        school="school",
        dimensions=("stage",),
    )
