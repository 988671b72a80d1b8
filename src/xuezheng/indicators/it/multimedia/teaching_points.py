"""Teaching points with multimedia classrooms."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.open_schools import RETURNS
from xuezheng.indicators.readings import Frame, as_count, is_one_of
from xuezheng.indicators.school_types import TEACHING_POINT, open_rows
from xuezheng.snapshot import Snapshot


@indicator(
    label="数字教育资源覆盖教学点数",
    label_en="Teaching points with multimedia classrooms",
    unit="个",
    kind="count",
    definition="当年秋季学年初报表中至少有一间多媒体教室的小学教学点数；应有数为报表中的教学点数。",
    reference="教学点数字教育资源全覆盖项目；学年初统计报表",
    review_by="2027-09",
    aliases=("数字教育资源覆盖", "教学点数字教育资源"),
    topics=("信息化",),
    registers=RETURNS,
)
def multimedia_teaching_points(snapshot: Snapshot, year: int) -> Frame:
    """One row a return of a teaching point; it has one stage."""
    points = open_rows(snapshot, year).filter(is_one_of("kind", TEACHING_POINT)).select(school="code")
    returns = snapshot.table("school_returns").filter(nw.col("school_year") == year)
    has_one = as_count(nw.col("n_multimedia_rooms") > 0)
    return listed(
        returns.join(points, on="school", how="semi"),
        subject="school",
        counted=has_one,
        out_of=1,
        area=None,
        school="school",
    )
