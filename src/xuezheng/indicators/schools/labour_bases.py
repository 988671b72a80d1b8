"""Bases of labour education."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.designations import LEVELS, awarded
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="劳动教育实践基地数",
    label_en="Bases of labour education",
    unit="个",
    kind="count",
    definition="当年认定的劳动教育实践基地（示范校）数。",
    reference="学校创建与改造登记；认定文件",
    review_by="2027-09",
    aliases=("劳动教育基地", "劳动实践基地", "劳动教育示范校"),
    topics=("劳动教育", "学校创建"),
    dimensions={"level": LEVELS},
)
def schools_labour_bases(snapshot: Snapshot, year: int) -> Frame:
    """One row a school and level."""
    return awarded(snapshot, year, "labour")
