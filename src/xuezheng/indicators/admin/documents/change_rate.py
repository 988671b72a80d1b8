"""How bureau-wide documents fell against last year."""

from xuezheng.indicators.admin.documents import count
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import fall
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="文件精简比例",
    label_en="Fall of bureau-wide documents against last year",
    unit="%",
    kind="change",
    scale=100,
    definition="（上年全局性文件件数－本年件数）÷上年件数×100%，两年口径相同；减少为正，增加为负。上年为零，不能计算。",
    reference="同口径比较；以发文登记的“全局性”为准，为本局统计口径",
    review_by="2027-06",
    aliases=("压缩文件", "发文减少", "精简文件", "文件减少"),
    topics=("作风", "依法行政"),
    registers={"ledger_entries": "on"},
)
def change_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row a document of either year."""
    return fall(count.count.evidence, snapshot, year)
