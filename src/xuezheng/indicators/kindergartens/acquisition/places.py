"""Public places gained by acquiring kindergartens."""

from xuezheng.indicators.acquisitions import WAYS, acquired
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="收购回收增加公办学位数",
    label_en="Public places gained by acquiring kindergartens",
    unit="个",
    kind="count",
    definition="当年收购、回收或移交的幼儿园增加的公办学位数之和。",
    reference="《城镇小区配套幼儿园治理工作方案》（国办发〔2019〕3号）；幼儿园收购、回收与移交登记",
    review_by="2027-09",
    aliases=("回收公办学位", "增加公办幼儿园学位", "治理新增学位"),
    topics=("学前教育",),
    dimensions={"way": WAYS},
)
def kindergartens_acquisition_places(snapshot: Snapshot, year: int) -> Frame:
    """One row a kindergarten."""
    return acquired(snapshot, year, "n_places")
