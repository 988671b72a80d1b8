"""Model schools of language."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="语言文字规范化示范校数",
    label_en="Model schools of language",
    unit="所",
    kind="count",
    definition="当年认定的语言文字规范化示范校数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("语言文字示范校", "规范汉字书写特色学校", "经典诵读特色学校"),
    topics=("语言文字",),
    dimensions={"level": LEVELS},
)
def language_model_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "language")
