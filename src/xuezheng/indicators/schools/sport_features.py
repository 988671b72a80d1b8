"""Schools with a feature in sport."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="体育特色学校数",
    label_en="Schools with a feature in sport",
    unit="所",
    kind="count",
    definition="当年认定的体育传统特色学校（含足球、篮球、冰雪等特色学校）数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("体育传统特色学校", "足球特色学校", "校园足球特色校"),
    topics=("体育", "学校创建"),
    dimensions={"level": LEVELS},
)
def schools_sport_features(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "sport_feature")
