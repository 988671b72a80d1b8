"""Schools with multimedia classrooms."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.snapshot import Snapshot


@indicator(
    label="配备多媒体教室学校数",
    label_en="Schools with multimedia classrooms",
    unit="所",
    kind="count",
    definition="当年秋季学年初报表中至少有一间多媒体教室的学校数，一校多个学段计一所；应有数为报表学校数。",
    reference="学年初统计报表（基础教育统计报表制度）",
    review_by="2027-09",
    aliases=("班班通学校", "实现班班通", "多媒体全覆盖学校"),
    topics=("信息化",),
)
def multimedia_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    returns = snapshot.table("school_returns").filter(nw.col("school_year") == year)
    schools = returns.group_by("school").agg(n_rooms=nw.col("n_multimedia_rooms").max())
    has_one = as_count(nw.col("n_rooms") > 0)
    return listed(schools, subject="school", counted=has_one, out_of=1, area=None, school="school")
