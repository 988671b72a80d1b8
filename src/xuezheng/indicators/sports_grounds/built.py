"""Sports grounds built in the year."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


@indicator(
    label="建成运动场数",
    label_en="Sports grounds built in the year",
    unit="个",
    kind="count",
    definition="本年建成的学校运动场地数，按建成日期计入。",
    reference="校舍与场地登记的建成日期",
    review_by="2027-09",
    aliases=("塑胶运动场", "建成塑胶运动场", "足球场地", "塑胶跑道"),
    topics=("项目建设", "体卫艺"),
    registers={"school_returns": "school_year"},
)
def sports_grounds_built(snapshot: Snapshot, year: int) -> Frame:
    """One row a ground."""
    is_built = in_year("built_on", year) & (nw.col("kind") == "sports_ground")
    grounds = snapshot.table("facilities").filter(is_built)
    return listed(grounds, area=None, school="school", on="built_on")
