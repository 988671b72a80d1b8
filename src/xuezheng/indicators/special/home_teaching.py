"""Children taught at home."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.placements import placed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="送教上门学生数",
    label_en="Children taught at home",
    unit="人",
    kind="count",
    definition="当年秋季学年以送教上门方式接受教育的残疾儿童少年数。",
    reference="《残疾人教育条例》第十七条；残疾儿童少年安置登记",
    review_by="2027-09",
    aliases=("送教上门学生", "送教上门残疾儿童", "实施送教上门"),
    topics=("特殊教育",),
)
def special_home_teaching(snapshot: Snapshot, year: int) -> Frame:
    """One row an area."""
    return placed(snapshot, year, "home")
