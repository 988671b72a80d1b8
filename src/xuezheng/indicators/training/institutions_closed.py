"""Training institutions closed."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.training_institutions import ENDINGS, SUBJECTS, closed
from xuezheng.snapshot import Snapshot


@indicator(
    label="压减校外培训机构数",
    label_en="Training institutions closed",
    unit="家",
    kind="count",
    definition="当年注销、转型或取缔的校外培训机构数。",
    reference="中办发〔2021〕40号；校外培训机构登记",
    review_by="2027-09",
    aliases=(
        "压减学科类校外培训机构",
        "压减学科类培训机构",
        "压减培训机构",
        "注销培训机构",
        "取缔培训机构",
        "取缔无证机构",
        "关停校外培训机构",
    ),
    topics=("双减",),
    dimensions={"teaches": SUBJECTS, "ending": ENDINGS},
)
def training_institutions_closed(snapshot: Snapshot, year: int) -> Frame:
    """One row an institution."""
    return closed(snapshot, year)
