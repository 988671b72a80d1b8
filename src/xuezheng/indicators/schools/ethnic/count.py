"""Schools for minorities."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.open_schools import NATURES, PLACES, RETURNS
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_types import open_rows, told_apart
from xuezheng.snapshot import Snapshot


@indicator(
    label="民族学校数",
    label_en="Schools for minorities",
    unit="所",
    kind="count",
    definition="年末在办、登记为民族学校的学校和幼儿园数。",
    reference="学校（机构）登记",
    review_by="2027-09",
    aliases=("民族中小学", "民族学校总数"),
    topics=("民族教育", "基本情况"),
    dimensions={"nature": NATURES, "place": PLACES},
    registers=RETURNS,
)
def ethnic_count(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    return told_apart(open_rows(snapshot, year).filter(nw.col("is_ethnic")))
