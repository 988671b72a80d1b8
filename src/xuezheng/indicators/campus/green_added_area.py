"""Ground planted."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="新增绿化面积",
    label_en="Ground planted",
    unit="平方米",
    kind="sum",
    definition="当年完成的校园绿化面积之和（当年新增，不是存量）。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("绿化美化校园", "新增校园绿化", "绿化校园"),
    topics=("项目建设", "办学条件"),
)
def campus_green_added_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "greened")
