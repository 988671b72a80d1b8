"""Share of canteens with an open kitchen."""

from xuezheng.indicators.campuses import campus_share
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="食堂“明厨亮灶”覆盖率",
    label_en="Share of canteens with an open kitchen",
    unit="%",
    kind="rate",
    scale=100,
    definition="食堂实行“明厨亮灶”的学校占有食堂学校的百分比。",
    reference="《学校食品安全与营养健康管理规定》；校园与安全年报",
    review_by="2027-09",
    aliases=("明厨亮灶覆盖率", "明厨亮灶率", "互联网明厨亮灶"),
    topics=("食品安全", "安全"),
)
def canteens_open_kitchen_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a school that reported."""
    return campus_share(snapshot, year, "has_open_kitchen", among="has_canteen")
