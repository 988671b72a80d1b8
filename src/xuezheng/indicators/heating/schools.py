"""Schools connected to district heating or given heating."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import schools_with_projects_named
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="供热改造学校数",
    label_en="Schools connected to district heating or given heating",
    unit="所",
    kind="count",
    definition="列入本年计划、名称写明供热或供暖的项目所在学校中，年末项目全部竣工的学校数；"
    "应完成数为有计划项目的学校数。",
    reference="本局统计口径：以项目登记的名称为准",
    review_by="2027-06",
    aliases=("集中供热入网", "学校供暖改造"),
    topics=("项目建设",),
)
def heating_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school, counted when none of its projects is left."""
    return schools_with_projects_named(snapshot, year, "供热", "供暖")
