"""Monthly subsidy for a kindergarten child."""

from xuezheng.indicators.allowances import allowance
from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学前幼教补助标准",
    label_en="Monthly subsidy for a kindergarten child",
    unit="元",
    kind="ratio",
    definition="当年每名受助幼儿每月的补助标准；有几档的取平均。",
    reference="《学生资助资金管理办法》；补助标准登记 文号",
    review_by="2027-09",
    aliases=("幼教补助", "每人每月", "学前资助标准", "在园幼儿补助"),
    topics=("资助", "学前教育"),
)
def aid_preschool_subsidy(snapshot: Snapshot, year: int) -> Frame:
    """One row a stage."""
    return allowance(snapshot, year, "preschool", "month")
