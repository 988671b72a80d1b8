"""How appraisals and commendations fell against last year."""

from xuezheng.indicators.admin.appraisals import count
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.ledger import fall
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="评比表彰项目精减比例",
    label_en="Fall of appraisals and commendations against last year",
    unit="%",
    kind="change",
    scale=100,
    definition="（上年评比表彰项目数－本年项目数）÷上年项目数×100%，两年口径相同；减少为正，增加为负。"
    "上年为零，不能计算。",
    reference="同口径比较；以评比表彰登记的“全局性”为准，为本局统计口径",
    review_by="2027-06",
    aliases=("评比达标表彰减少", "评审评估检查项目精简", "精减评比表彰项目", "评比表彰精简"),
    topics=("作风", "依法行政"),
    registers={"ledger_entries": "on"},
)
def change_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an appraisal of either year."""
    return fall(count.count.evidence, snapshot, year)
