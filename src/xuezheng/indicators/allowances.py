"""What one person is given of a subsidy, as the bureau's own lists set it."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame
from xuezheng.snapshot import Snapshot


def allowance(snapshot: Snapshot, year: int, kind: str, per: str) -> Frame:
    """Evidence of a subsidy's worth a head: one row a stage; several are averaged."""
    is_asked = (nw.col("kind") == kind) & (nw.col("per") == per) & (nw.col("year") == year)
    found = snapshot.table("aid_standards").filter(is_asked)
    city = nw.lit(snapshot.bureau["city_code"])
    return listed(found.with_columns(area=city), subject="kind", counted="amount_yuan", out_of=1)
