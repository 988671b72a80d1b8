"""School projects of the year's plan."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.projects import KIND_AND_WORK, planned
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校建设项目数",
    label_en="School projects of the year's plan",
    unit="个",
    kind="count",
    definition="列入本年计划的各类学校建设项目（食堂、幼儿园、校舍维修、实训楼等）数；年末前取消的项目不计。",
    reference="本局统计口径：以项目登记的计划年度为准",
    review_by="2027-06",
    aliases=("教育项目", "中小学建设项目", "改扩建项目", "实施项目", "教育建设项目", "校舍建设工程"),
    topics=("项目建设",),
    dimensions=KIND_AND_WORK,
)
def count(snapshot: Snapshot, year: int) -> Frame:
    """One row a project."""
    return listed(planned(snapshot, year), school="school", dimensions=("kind", "work"))
