"""Settled spending on the three public expenses."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import THREE_PUBLIC, settled
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="“三公”经费支出",
    label_en="Settled spending on the three public expenses",
    unit="元",
    kind="sum",
    definition="各单位本年因公出国（境）费、公务用车购置和运行费、公务接待费的决算数之和。",
    reference="机关事务管理条例第七条、第十二条；用决算数，不用预算数",
    review_by="2027-06",
    aliases=("三公经费", "三公经费支出", "三公消费"),
    topics=("作风", "依法行政"),
    dimensions={"item": THREE_PUBLIC},
    registers={"spending": "year"},
)
def spending(snapshot: Snapshot, year: int) -> Frame:
    """One row an organisation and item."""
    return settled(snapshot, year, *THREE_PUBLIC)
