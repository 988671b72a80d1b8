"""Schools with a science garden."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="科技园地项目学校数",
    label_en="Schools with a science garden",
    unit="所",
    kind="count",
    definition="当年建成科技园地（科技馆、科普基地）的学校数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("科技园地", "校园科技馆", "科普教育基地"),
    topics=("学校创建",),
    dimensions={"level": LEVELS},
)
def science_gardens_schools(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "science_garden")
