"""Spending on fitting acquired kindergartens."""

from xuezheng.indicators.acquisitions import WAYS, acquired
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="收购后维修添置资金",
    label_en="Spending on fitting acquired kindergartens",
    unit="元",
    kind="sum",
    definition="当年收购、回收或移交的幼儿园房屋维修和设施设备添置资金之和。",
    reference="《城镇小区配套幼儿园治理工作方案》（国办发〔2019〕3号）；幼儿园收购、回收与移交登记",
    review_by="2027-09",
    aliases=("用于房屋维修", "设备设施添置", "房屋维修资金"),
    topics=("学前教育",),
    dimensions={"way": WAYS},
)
def kindergartens_acquisition_fitting_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a kindergarten."""
    return acquired(snapshot, year, "fitting_yuan")
