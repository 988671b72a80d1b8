"""Money for school toilets."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.fund_purposes import GIVERS, arrived
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="学校厕所改造资金",
    label_en="Money for school toilets",
    unit="元",
    kind="sum",
    definition="本年到账、资金登记的用途中写明“厕所”的资金之和，按到账日期计入；各级财政和捐赠都算。"
    "没有写明的不记为零。",
    reference="本局统计口径：以资金登记的用途和到账日期为准",
    review_by="2027-06",
    aliases=("厕所革命资金", "厕所革命投入资金"),
    topics=("项目建设",),
    dimensions={"level": GIVERS},
)
def toilets_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund."""
    return arrived(snapshot, year, "厕所")
