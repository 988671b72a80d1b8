"""Schools whose toilets were renovated."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import schools_with_projects_named
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="厕所改造学校数",
    label_en="Schools whose toilets were renovated",
    unit="所",
    kind="count",
    definition="列入本年计划、名称写明厕所的项目所在学校中，年末项目全部竣工的学校数；应完成数为有计划项目的学校数。",
    reference="本局统计口径：以项目登记的名称为准",
    review_by="2027-06",
    aliases=("推进学校厕所革命", "厕所革命学校"),
    topics=("项目建设",),
)
def toilets_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school, counted when none of its projects is left."""
    return schools_with_projects_named(snapshot, year, "厕所")
