"""Kindergartens that got equipment."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import supplied, to_kindergartens
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="添置设备幼儿园数",
    label_en="Kindergartens that got equipment",
    unit="所",
    kind="count",
    definition="当年有设备或玩教具到货的幼儿园（含附设幼儿班）数，一园几次只算一所。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("乡镇幼儿园购买教育教学设备", "幼儿园添置设备", "为幼儿园配备设备"),
    topics=("学前教育", "装备"),
)
def kindergartens_equipped(snapshot: Snapshot, year: int) -> Frame:
    """One row a kindergarten."""
    return supplied(to_kindergartens(snapshot, year))
