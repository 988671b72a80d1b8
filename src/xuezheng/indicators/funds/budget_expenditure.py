"""Spending of the public budget on education."""

from xuezheng.indicators.budgets import settled_budgets
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="财政教育支出",
    label_en="Spending of the public budget on education",
    unit="元",
    kind="sum",
    definition="各级一般公共预算教育支出（205类）决算数之和。",
    reference="《教育法》第五十五条、第五十六条；政府收支分类科目205类；财政决算",
    review_by="2027-09",
    aliases=(
        "一般公共预算教育支出",
        "公共财政教育经费支出",
        "公共财政教育支出",
        "财政性教育经费",
        "教育经费支出",
    ),
    topics=("经费",),
)
def funds_budget_expenditure(snapshot: Snapshot, year: int) -> Frame:
    """One row an area."""
    return settled_budgets(snapshot, year, "education")
