"""Schools with an online classroom."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="建成在线课堂学校数",
    label_en="Schools with an online classroom",
    unit="所",
    kind="count",
    definition="当年建成在线课堂（专递课堂）的学校数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("在线课堂", "专递课堂", "网络课堂学校"),
    topics=("信息化",),
    dimensions={"level": LEVELS},
)
def it_online_class_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "online_class")
