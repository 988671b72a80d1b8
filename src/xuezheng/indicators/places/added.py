"""School places added."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.projects import BUILDING_WORKS, KIND_AND_WORK, finished
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="新增学位数",
    label_en="School places added by finished projects",
    unit="个",
    kind="count",
    definition="本年竣工的新建、改建、扩建项目（含幼儿园）新增的学位数，按竣工日期计入；"
    "应新增数为列入本年计划、年末前未取消的项目的学位数。购买民办学位不计。",
    reference="本局统计口径：学位按项目竣工日期计入年度",
    review_by="2027-06",
    aliases=("新增基础教育学位", "增加学位", "新增公办学位", "提供学位"),
    topics=("项目建设", "学位"),
    dimensions=KIND_AND_WORK,
    registers={"projects": "plan_year"},
)
def added(snapshot: Snapshot, year: int) -> Frame:
    """One row a project planned for the year or finished in it."""
    rows = finished(snapshot, year, "n_places", dimensions=("kind", "work"))
    return rows.filter(nw.col("work").is_in(BUILDING_WORKS))
