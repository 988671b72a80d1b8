"""Schools in groups or communities."""

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.readings import Frame
from xuezheng.indicators.school_groups import schools_in_groups
from xuezheng.snapshot import Snapshot


@indicator(
    label="集团化办学覆盖学校数",
    label_en="Schools in groups or communities",
    unit="所",
    kind="count",
    definition="年末在教育集团、学校共同体或学区联盟中的学校数，一校只算一所。",
    reference="教育集团与共同体登记；本局统计口径",
    review_by="2027-09",
    aliases=("覆盖学校集团化", "集团成员校", "共同体成员校"),
    topics=("义务教育", "办学模式"),
)
def groups_schools_covered(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    return schools_in_groups(snapshot, year, "group", "community", "alliance")
