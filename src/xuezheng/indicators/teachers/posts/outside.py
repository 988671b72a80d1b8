"""Staff outside approved posts."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="编外教职工数",
    label_en="Staff outside approved posts",
    unit="人",
    kind="count",
    definition="本年学校编外聘用的教职工之和。",
    reference="机构编制登记",
    review_by="2027-09",
    aliases=("编外教师", "编外聘用教师", "临聘教师"),
    topics=("教师队伍",),
)
def posts_outside(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    posts = snapshot.table("posts").filter(nw.col("year") == year)
    return listed(posts, subject="school", counted="n_outside", area=None, school="school")
