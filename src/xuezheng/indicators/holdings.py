"""What schools have, as their yearly returns give it."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot

#: Words for the stage of schooling, as a dimension.
STAGES = {
    "preschool": "学前;幼儿园",
    "primary": "小学",
    "junior": "初中",
    "senior": "普通高中;高中",
    "vocational": "中等职业;中职",
    "higher_vocational": "高等职业;高职",
    "special": "特殊教育;特教",
}


def held(snapshot: Snapshot, year: int, column: str) -> Frame:
    """Evidence of a column of the returns of the school year that began in `year`; one row a return."""
    returns = snapshot.table("school_returns").filter(nw.col("school_year") == year)
    return listed(
        returns, subject="school", counted=column, area=None, school="school", dimensions=("stage",)
    )
