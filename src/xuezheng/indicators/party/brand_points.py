"""Model points of Party work."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="党建示范点数",
    label_en="Model points of Party work",
    unit="个",
    kind="count",
    definition="当年建成认定的党建示范点（党建品牌）数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("党建品牌", "打造党建示范点", "提升党建示范点"),
    topics=("党建",),
    dimensions={"level": LEVELS},
)
def party_brand_points(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "party_brand")
