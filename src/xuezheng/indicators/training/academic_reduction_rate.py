"""Share of academic institutions that are closed."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.training_institutions import academic_reduction
from xuezheng.snapshot import Snapshot


@indicator(
    label="学科类培训机构压减率",
    label_en="Share of academic institutions that are closed",
    unit="%",
    kind="rate",
    scale=100,
    definition="年末前登记过的学科类校外培训机构中，已经注销、转型或取缔的占比。",
    reference="中办发〔2021〕40号；校外培训机构登记",
    review_by="2027-09",
    aliases=("学科类压减率", "学科类校外培训机构压减率", "培训机构压减率"),
    topics=("双减",),
)
def training_academic_reduction_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an institution."""
    return academic_reduction(snapshot, year)
