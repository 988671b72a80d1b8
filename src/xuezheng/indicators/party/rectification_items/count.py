"""Items to be put right."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.rectifications import items
from xuezheng.snapshot import Snapshot


@indicator(
    label="整改任务数",
    label_en="Items to be put right",
    unit="项",
    kind="count",
    definition="本年度党的教育实践活动中征求到、年末已登记的整改问题条数，一条计一项。",
    reference="本局统计口径：以整改问题登记为准",
    review_by="2027-06",
    aliases=("提出的整改任务", "整改事项"),
    topics=("党建", "教育实践活动"),
)
def rectification_items_count(snapshot: Snapshot, year: int) -> Frame:
    """One row an item."""
    return listed(items(snapshot, year))
