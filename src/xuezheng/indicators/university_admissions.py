"""Leavers of the bureau's schools whom universities took."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, is_one_of
from xuezheng.snapshot import Snapshot

#: The two universities reports name, and the tiers, as dimensions.
FOREMOST = {"清华大学": "清华大学;清华", "北京大学": "北京大学;北大"}
TIERS = {"elite": "双一流;重点大学", "undergraduate": "其他本科", "college": "专科;高职"}


def to_foremost(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of those taken by the two: one row a school and university."""
    named = _of(snapshot, year).filter(is_one_of("university", list(FOREMOST)))
    return listed(
        named,
        subject="school",
        counted="n_admitted",
        area=None,
        school="school",
        dimensions=("university",),
    )


def to_universities(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of those taken by any: one row a school and university."""
    return listed(
        _of(snapshot, year),
        subject="university",
        counted="n_admitted",
        area=None,
        school="school",
        dimensions=("tier",),
    )


def _of(snapshot: Snapshot, year: int) -> Frame:
    return snapshot.table("university_admissions").filter(nw.col("year") == year)
