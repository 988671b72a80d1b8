"""Money that arrived for a purpose, as the register of funds words it."""

from functools import reduce
from operator import or_

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot

#: Who gave the money, and their words as a dimension.
GIVERS = {
    "central": "中央;国家",
    "province": "省级;省",
    "city": "市级;市本级",
    "county": "县级;县财政;区级",
    "donation": "捐赠;捐款",
}

#: What speaks for a year: money that arrived in it.
ARRIVALS = {"funds": "arrived_on"}


def arrived(snapshot: Snapshot, year: int, *words: str) -> Frame:
    """Evidence of funds that arrived in the year and whose purpose has one of some words; one row a fund."""
    funds = snapshot.table("funds").filter(in_year("arrived_on", year))
    if words:
        funds = funds.filter(
            reduce(or_, [nw.col("purpose").str.contains(word, literal=True) for word in words])
        )
    return listed(funds, counted="amount_yuan", dimensions=("level",), on="arrived_on")
