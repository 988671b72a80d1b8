"""Money for the improvement of weak schools."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.fund_purposes import GIVERS, arrived
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="薄弱学校改造资金",
    label_en="Money for the improvement of weak schools",
    unit="元",
    kind="sum",
    definition="本年到账、资金登记的用途中写明“改薄”“薄弱”的资金之和，按到账日期计入；各级财政和捐赠都算。"
    "没有写明的不记为零。",
    reference="本局统计口径：以资金登记的用途和到账日期为准",
    review_by="2027-06",
    aliases=("全面改薄资金", "薄弱环节改善与能力提升资金", "改薄资金"),
    topics=("义务教育", "项目建设"),
    dimensions={"level": GIVERS},
)
def weak_schools_improvement_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund."""
    return arrived(snapshot, year, "改薄", "薄弱")
