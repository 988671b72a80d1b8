"""Worth of a nutrition meal."""

from xuezheng.indicators.allowances import allowance
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="营养餐补助标准",
    label_en="Worth of a nutrition meal",
    unit="元",
    kind="ratio",
    definition="当年营养改善计划每名学生每餐（每天）的补助标准；各学段不同的取平均。",
    reference="《学生资助资金管理办法》；补助标准登记 文号",
    review_by="2027-09",
    aliases=("每天享受价值", "营养餐标准", "营养膳食补助标准", "每生每天"),
    topics=("资助", "营养改善计划"),
)
def nutrition_price_per_meal(snapshot: Snapshot, year: int) -> Frame:
    """One row a stage."""
    return allowance(snapshot, year, "nutrition", "meal")
