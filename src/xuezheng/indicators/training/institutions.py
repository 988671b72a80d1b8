"""Training institutions."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.training_institutions import SUBJECTS, in_being
from xuezheng.snapshot import Snapshot


@indicator(
    label="在册校外培训机构数",
    label_en="Training institutions",
    unit="家",
    kind="count",
    definition="年末在册的校外培训机构数，已注销、转型、取缔的不计。",
    reference="中办发〔2021〕40号；校外培训机构登记",
    review_by="2027-09",
    aliases=("校外培训机构", "在册培训机构", "现有校外培训机构"),
    topics=("双减",),
    dimensions={"teaches": SUBJECTS},
)
def training_institutions(snapshot: Snapshot, year: int) -> Frame:
    """One row an institution."""
    return in_being(snapshot, year)
