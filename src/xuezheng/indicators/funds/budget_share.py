"""Share of education in the public budget."""

from xuezheng.indicators.budgets import against, settled_budgets
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="财政教育支出占比",
    label_en="Share of education in the public budget",
    unit="%",
    kind="rate",
    scale=100,
    definition="一般公共预算教育支出占一般公共预算支出的百分比；各级合并计算。",
    reference="《教育法》第五十五条、第五十六条；政府收支分类科目205类；财政决算",
    review_by="2027-09",
    aliases=("教育支出占一般公共预算支出比例", "教育支出占财政支出", "财政教育支出占公共财政支出"),
    topics=("经费",),
)
def funds_budget_share(snapshot: Snapshot, year: int) -> Frame:
    """Rows of both sums."""
    education, everything = (settled_budgets(snapshot, year, item) for item in ("education", "all"))
    return against(education, everything)
