"""Staff of all schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.open_schools import NATURES, RETURNS, nature
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.staff import TEACHING_STAGES, in_service
from xuezheng.snapshot import Snapshot


@indicator(
    label="教职工总数",
    label_en="Staff of all schools",
    unit="人",
    kind="count",
    definition="年末在岗的教职工，在编和编外都算。",
    reference="《中国教育监测与评价统计指标体系（2020年版）》；教职工登记",
    review_by="2027-09",
    aliases=("教职工人数", "教职工", "教师人数"),
    topics=("基本情况", "教师队伍"),
    dimensions={"stage": TEACHING_STAGES, "nature": NATURES},
    registers=RETURNS,
)
def all_staff(snapshot: Snapshot, year: int) -> Frame:
    """In service on the year's last day."""
    schools = snapshot.table("schools").select(school="code", nature=nature())
    staff = in_service(snapshot, year).join(schools, on="school", how="left")
    return listed(staff, area=None, school="school", dimensions=("stage", "nature"))
