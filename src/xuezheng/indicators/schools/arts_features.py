"""Schools with a feature in the arts."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="艺术教育特色学校数",
    label_en="Schools with a feature in the arts",
    unit="所",
    kind="count",
    definition="当年认定的艺术教育特色学校数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("艺术特色学校", "中华优秀传统文化传承学校", "美育特色学校"),
    topics=("美育", "学校创建"),
    dimensions={"level": LEVELS},
)
def schools_arts_features(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "arts_feature")
