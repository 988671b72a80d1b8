"""Spending on acquiring kindergartens."""

from xuezheng.indicators.acquisitions import PARTS, paid
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="幼儿园收购资金",
    label_en="Spending on acquiring kindergartens",
    unit="元",
    kind="sum",
    definition="当年收购、回收幼儿园支付的举办者置换、房屋收购和土地征收资金之和；维修添置资金不计。",
    reference="《城镇小区配套幼儿园治理工作方案》（国办发〔2019〕3号）；幼儿园收购、回收与移交登记",
    review_by="2027-09",
    aliases=("收购资金", "举办者置换资金", "房屋收购资金", "土地征收资金"),
    topics=("学前教育", "经费"),
    dimensions={"part": PARTS},
)
def kindergartens_acquisition_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a kindergarten and part."""
    return paid(snapshot, year)
