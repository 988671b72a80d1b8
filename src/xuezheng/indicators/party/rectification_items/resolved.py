"""Items put right."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rectifications import resolved
from xuezheng.snapshot import Snapshot


@indicator(
    label="整改任务完成数",
    label_en="Items put right",
    unit="项",
    kind="count",
    definition="本年度党的教育实践活动中征求到、年末已登记的整改问题中，年末已解决的条数；应解决数为全部条数。",
    reference="本局统计口径：以整改问题登记为准",
    review_by="2027-06",
    aliases=("已完成整改任务", "完成整改事项"),
    topics=("党建", "教育实践活动"),
)
def items_resolved(snapshot: Snapshot, year: int) -> Frame:
    """One row an item."""
    return resolved(snapshot, year)
