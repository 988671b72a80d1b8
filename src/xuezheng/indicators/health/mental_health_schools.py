"""Schools with a feature in mental health."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="心理健康教育特色学校数",
    label_en="Schools with a feature in mental health",
    unit="所",
    kind="count",
    definition="当年认定的心理健康教育特色学校数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("心理健康特色校", "心理健康教育示范校"),
    topics=("卫生健康", "学校创建"),
    dimensions={"level": LEVELS},
)
def health_mental_health_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "mental_health")
