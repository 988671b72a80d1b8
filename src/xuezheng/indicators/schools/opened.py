"""Schools opened in the year."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.indicators.school_types import told_apart
from xuezheng.snapshot import Snapshot


@indicator(
    label="新设学校数",
    label_en="Schools opened in the year",
    unit="所",
    kind="count",
    definition="当年设立的学校（含幼儿园、教学点）数。",
    reference="学校登记 设立日期、撤销日期",
    review_by="2027-09",
    aliases=("新设立学校", "新建成投用学校", "新开办学校"),
    topics=("学校布局", "基本情况"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def schools_opened(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    in_the_year = snapshot.table("schools").filter(in_year("opened_on", year))
    return told_apart(in_the_year, on="opened_on")
