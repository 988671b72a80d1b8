"""Public kindergartens in the city at the end of the year."""

import narwhals as nw

from xuezheng.indicators.declaration import EVIDENCE_COLUMNS, indicator
from xuezheng.indicators.open_schools import PLACES, RETURNS, open_schools
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="公办幼儿园数",
    label_en="Public kindergartens",
    unit="所",
    kind="count",
    definition="年末在办的公办幼儿园（举办者不是民办）；不含小学附设幼儿班。",
    reference="《中国教育监测与评价统计指标体系（2020年版）》；学校（机构）代码 举办者",
    review_by="2027-09",
    aliases=("公办园", "公办园达到", "公办幼儿园达到", "公办幼儿园总数", "公办园数量"),
    topics=("学前教育",),
    dimensions={"place": PLACES},
    registers=RETURNS,
)
def public_kindergartens(snapshot: Snapshot, year: int) -> Frame:
    """A stock on the year's last day, not what was built in the year."""
    kindergartens = open_schools(snapshot, year, "preschool")
    return kindergartens.filter(nw.col("nature") == "public").select(*EVIDENCE_COLUMNS, "place")
