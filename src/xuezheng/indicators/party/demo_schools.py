"""Model schools of Party work."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="党建示范校数",
    label_en="Model schools of Party work",
    unit="所",
    kind="count",
    definition="当年获评的党建示范校数，按级别分。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("党建工作示范校", "评为党建示范校"),
    topics=("党建",),
    dimensions={"level": LEVELS},
)
def party_demo_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "party_model")
