"""Growth of public spending on education."""

from xuezheng.indicators.budgets import BUDGETS, growth, settled_budgets
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="财政教育支出增长率",
    label_en="Growth of public spending on education",
    unit="%",
    kind="rate",
    scale=100,
    definition="（本年一般公共预算教育支出－上年）÷上年×100%；增长为正，下降为负。",
    reference="《教育法》第五十五条、第五十六条；政府收支分类科目205类；财政决算",
    review_by="2027-09",
    aliases=("一般公共预算教育支出增长", "公共财政教育经费同比增长", "教育经费增长率", "财政教育投入增长"),
    topics=("经费",),
    registers=BUDGETS,
)
def funds_budget_growth_rate(snapshot: Snapshot, year: int) -> Frame:
    """One row an area and year."""
    last, this = (settled_budgets(snapshot, each, "education") for each in (year - 1, year))
    return growth(this, last)
