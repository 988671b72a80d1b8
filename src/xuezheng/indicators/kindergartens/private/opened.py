"""Private kindergartens licensed in the year."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.open_schools import RETURNS, is_private
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.indicators.school_types import is_kindergarten
from xuezheng.snapshot import Snapshot


@indicator(
    label="审批设立民办幼儿园数",
    label_en="Private kindergartens licensed in the year",
    unit="所",
    kind="count",
    definition="本年设立的民办幼儿园数，按设立日期计入；当年又撤销的也计。",
    reference="民办教育促进法；学校（机构）登记的设立日期",
    review_by="2027-09",
    aliases=("审批设立民办幼儿园", "新设民办幼儿园"),
    topics=("学前教育", "民办教育"),
    registers=RETURNS,
)
def private_opened(snapshot: Snapshot, year: int) -> Frame:
    """One row a kindergarten."""
    opened = snapshot.table("schools").filter(in_year("opened_on", year) & is_kindergarten() & is_private())
    return listed(opened, subject="name", school="code", on="opened_on")
