"""Schools closed in the year."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.indicators.school_types import told_apart
from xuezheng.snapshot import Snapshot


@indicator(
    label="撤并学校数",
    label_en="Schools closed in the year",
    unit="所",
    kind="count",
    definition="当年撤销、合并的学校（含幼儿园、教学点）数。",
    reference="学校登记 设立日期、撤销日期",
    review_by="2027-09",
    aliases=("撤并学校", "撤销合并学校", "撤并教学点", "优化撤并小规模学校"),
    topics=("学校布局", "基本情况"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def schools_closed(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    in_the_year = snapshot.table("schools").filter(in_year("closed_on", year))
    return told_apart(in_the_year, on="closed_on")
