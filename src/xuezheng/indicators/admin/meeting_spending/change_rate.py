"""Fall of spending on meetings."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import fall_of_spending
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="会议费下降比例",
    label_en="Fall of spending on meetings",
    unit="%",
    kind="change",
    scale=100,
    definition="（上年会议费决算数－本年决算数）÷上年决算数×100%；只比较两年都有决算的单位（同口径），下降为正，上升为负。",
    reference="机关事务管理条例；党政机关厉行节约反对浪费条例",
    review_by="2027-09",
    aliases=("会议费支出减少", "会议费同比减少", "会议费压减"),
    topics=("作风", "依法行政"),
    registers={"spending": "year"},
)
def admin_meeting_spending_change_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an organisation and year, where both years are settled."""
    return fall_of_spending(snapshot, year, "meeting").drop("item")
