"""Houses bought for kindergartens."""

from xuezheng.indicators.acquisitions import WAYS, acquired
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="收购幼儿园房屋栋数",
    label_en="Houses bought for kindergartens",
    unit="栋",
    kind="count",
    definition="当年收购幼儿园时购入的房屋栋数之和。",
    reference="《城镇小区配套幼儿园治理工作方案》（国办发〔2019〕3号）；幼儿园收购、回收与移交登记",
    review_by="2027-09",
    aliases=("房屋收购", "收购房屋"),
    topics=("学前教育",),
    dimensions={"way": WAYS},
)
def kindergartens_acquisition_houses(snapshot: Snapshot, year: int) -> Frame:
    """One row a kindergarten."""
    return acquired(snapshot, year, "n_houses")
