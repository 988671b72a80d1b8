"""Kindergartens acquired."""

from xuezheng.indicators.acquisitions import WAYS, acquired
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="收购回收移交幼儿园数",
    label_en="Kindergartens acquired",
    unit="所",
    kind="count",
    definition="当年完成收购、回收或移交、改为公办的幼儿园数。",
    reference="《城镇小区配套幼儿园治理工作方案》（国办发〔2019〕3号）；幼儿园收购、回收与移交登记",
    review_by="2027-09",
    aliases=("收购民办幼儿园", "回收小区配套幼儿园", "移交幼儿园", "治理小区配套幼儿园", "民办转公办幼儿园"),
    topics=("学前教育",),
    dimensions={"way": WAYS},
)
def kindergartens_acquisition_count(snapshot: Snapshot, year: int) -> Frame:
    """One row a kindergarten."""
    return acquired(snapshot, year)
