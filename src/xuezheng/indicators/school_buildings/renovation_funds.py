"""Money for the repair of school buildings."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.fund_purposes import GIVERS, arrived
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="校舍维修改造资金",
    label_en="Money for the repair of school buildings",
    unit="元",
    kind="sum",
    definition="本年到账、资金登记的用途中写明“校舍维修”“校舍改造”“校舍加固”的资金之和，按到账日期计入；"
    "各级财政和捐赠都算。没有写明的不记为零。",
    reference="本局统计口径：以资金登记的用途和到账日期为准",
    review_by="2027-06",
    aliases=("校舍维修改造专项资金", "校舍维修资金"),
    topics=("校舍", "经费"),
    dimensions={"level": GIVERS},
)
def school_buildings_renovation_funds(snapshot: Snapshot, year: int) -> Frame:
    """One row a fund."""
    return arrived(snapshot, year, "校舍维修", "校舍改造", "校舍加固")
