"""Grounds, canteens, heating and safety, as schools report them once a year."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.snapshot import Snapshot

#: What speaks for a year: the form of that year.
CAMPUSES = {"campuses": "year"}


def campuses(snapshot: Snapshot, year: int) -> Frame:
    """The forms of a year."""
    return snapshot.table("campuses").filter(nw.col("year") == year)


def campus_sum(snapshot: Snapshot, year: int, column: str) -> Frame:
    """Evidence of a quantity: one row a school."""
    return listed(campuses(snapshot, year), subject="school", counted=column, area=None, school="school")


def campus_count(snapshot: Snapshot, year: int, column: str) -> Frame:
    """Evidence of the schools that have something: one row a school."""
    having = campuses(snapshot, year).filter(nw.col(column))
    return listed(having, subject="school", area=None, school="school")


def campus_share(snapshot: Snapshot, year: int, column: str, *, among: str = "") -> Frame:
    """Evidence of the share of schools that have something, of all or of those that have `among`."""
    forms = campuses(snapshot, year)
    asked = forms.filter(nw.col(among)) if among else forms
    return listed(
        asked, subject="school", counted=as_count(nw.col(column)), out_of=1, area=None, school="school"
    )
