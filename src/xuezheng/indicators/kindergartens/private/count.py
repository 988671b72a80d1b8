"""Private kindergartens in the city at the end of the year."""

import narwhals as nw

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import PLACES, RETURNS, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="民办幼儿园数",
    label_en="Private kindergartens",
    unit="所",
    kind="count",
    definition="年末在办的民办幼儿园（举办者为民办），普惠性的也算。",
    reference="《中国教育监测与评价统计指标体系（2020年版）》；学校（机构）代码 举办者",
    review_by="2027-09",
    aliases=("民办园", "民办园达到", "民办幼儿园总数"),
    topics=("学前教育", "民办教育"),
    dimensions={"place": PLACES},
    registers=RETURNS,
)
def private_kindergartens(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day."""
    kindergartens = open_schools(snapshot, year, "preschool")
    return kindergartens.filter(nw.col("nature") == "private").select(*EVIDENCE_COLUMNS, "place")
