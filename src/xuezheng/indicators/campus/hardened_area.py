"""Ground paved."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.works_done import works_done
from xuezheng.snapshot import Snapshot


@indicator(
    label="硬化地面面积",
    label_en="Ground paved",
    unit="平方米",
    kind="sum",
    definition="当年完成的校园地面硬化面积之和。",
    reference="校园工程量登记 完成日期；本局统计口径",
    review_by="2027-09",
    aliases=("硬化地面", "硬化校园", "地面硬化"),
    topics=("项目建设", "办学条件"),
)
def campus_hardened_area(snapshot: Snapshot, year: int) -> Frame:
    """One row a piece of works."""
    return works_done(snapshot, year, "hardened")
