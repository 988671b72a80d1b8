"""Awards to teachers."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.inspected import LEVELS
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.staff import growth
from xuezheng.snapshot import Snapshot


@indicator(
    label="受表彰教师人次",
    label_en="Awards to teachers",
    unit="人次",
    kind="count",
    definition="本年登记的教师表彰，一名教师受表彰一次计一人次。",
    reference="教师培训、交流与表彰登记",
    review_by="2027-09",
    aliases=("表彰教师", "教师受表彰", "教师获奖"),
    topics=("教师队伍",),
    dimensions={"level": LEVELS},
    registers={"teacher_growth": "on"},
)
def teachers_awarded(snapshot: Snapshot, year: int) -> Frame:
    """One row an award."""
    awards = growth(snapshot, year, "award")
    return listed(awards, subject="teacher", area=None, school="school", dimensions=("level",), on="on")
