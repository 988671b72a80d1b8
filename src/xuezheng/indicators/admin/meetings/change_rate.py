"""How bureau-wide meetings fell against last year."""

from xuezheng.indicators.admin.meetings import count
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import fall
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="全局性会议压缩比例",
    label_en="Fall of bureau-wide meetings against last year",
    unit="%",
    kind="change",
    scale=100,
    definition="（上年全局性会议次数－本年次数）÷上年次数×100%，两年口径相同；减少为正，增加为负。上年为零，不能计算。",
    reference="同口径比较；以会议登记的“全局性”为准，为本局统计口径",
    review_by="2027-06",
    aliases=("会议减少", "精简会议", "会议压缩", "压缩会议"),
    topics=("作风", "依法行政"),
    registers={"ledger_entries": "on"},
)
def change_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a meeting of either year."""
    return fall(count.count.evidence, snapshot, year)
