"""Schools supplied with teaching instruments."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.deliveries import instruments, supplied
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="配备教学仪器学校数",
    label_en="Schools supplied with teaching instruments",
    unit="所",
    kind="count",
    definition="当年有教学仪器到货的学校数，一校几次只算一所。",
    reference="设备配备登记 到货日期；本局统计口径",
    review_by="2027-09",
    aliases=("教学仪器配备", "中小学教学仪器配备"),
    topics=("装备", "办学条件"),
)
def equipment_schools_supplied(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    return supplied(instruments(snapshot, year))
