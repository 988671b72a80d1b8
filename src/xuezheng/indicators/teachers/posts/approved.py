"""Approved posts."""

import narwhals as nw

from xuezheng.indicators.declaration import indicator
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


@indicator(
    label="教职工核定编制数",
    label_en="Approved posts",
    unit="人",
    kind="count",
    definition="本年核定给学校的教职工编制之和。",
    reference="机构编制登记",
    review_by="2027-09",
    aliases=("核定编制", "教师编制"),
    topics=("教师队伍",),
)
def posts_approved(snapshot: Snapshot, year: int) -> Frame:
    """One row a school."""
    posts = snapshot.table("posts").filter(nw.col("year") == year)
    return listed(posts, subject="school", counted="n_approved", area=None, school="school")
