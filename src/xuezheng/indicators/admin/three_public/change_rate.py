"""How spending on the three public expenses fell against last year."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import THREE_PUBLIC, fall_of_spending
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="“三公”经费下降比例",
    label_en="Fall of the three public expenses against last year",
    unit="%",
    kind="change",
    scale=100,
    definition="（上年“三公”经费决算数－本年决算数）÷上年决算数×100%；只比较两年都有决算的单位和项目（同口径），"
    "下降为正，上升为负。上年为零，不能计算。",
    reference="机关事务管理条例第七条、第十二条；同口径比较，决算与决算比",
    review_by="2027-06",
    aliases=("三公经费支出压缩", "三公经费支出下降", "三公经费下降", "三公经费压减"),
    topics=("作风", "依法行政"),
    dimensions={"item": THREE_PUBLIC},
    registers={"spending": "year"},
)
def change_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an organisation, item and year, where both years are settled."""
    return fall_of_spending(snapshot, year, *THREE_PUBLIC)
