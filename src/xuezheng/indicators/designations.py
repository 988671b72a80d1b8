"""Schools put forward for a title or awarded it."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year, last_day
from xuezheng.snapshot import Snapshot

#: Words for who awards it, as a dimension.
LEVELS = {"nation": "国家级;全国", "province": "省级;省", "city": "市级;市本级", "county": "县级;区级"}


def awarded(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Evidence of the titles schools reached in a year: one row a school and level."""
    return _listed(snapshot, (nw.col("kind") == kind) & in_year("achieved_on", year), on="achieved_on")


def put_forward(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Evidence of the schools on a year's list, reached or not: one row a school and level."""
    return _listed(snapshot, (nw.col("kind") == kind) & (nw.col("plan_year") == year), on="listed_on")


def on_the_list(snapshot: Snapshot, year: int, kind: str, *, is_done: bool) -> Frame:
    """Evidence of all schools ever listed: counted when done, or when still to be done, by the year's end."""
    end = last_day(snapshot, year)
    listed_by_then = snapshot.table("school_statuses").filter(
        (nw.col("kind") == kind) & (nw.col("listed_on") <= end)
    )
    reached = as_count(nw.col("achieved_on") <= end)
    return listed(
        listed_by_then,
        subject="school",
        counted=reached if is_done else 1 - reached,
        out_of=1,
        area=None,
        school="school",
    )


def _listed(snapshot: Snapshot, which: nw.Expr, *, on: str) -> Frame:
    schools = snapshot.table("school_statuses").filter(which)
    return listed(schools, subject="school", area=None, school="school", dimensions=("level",), on=on)


def put_on_the_list(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Evidence of all schools ever listed by the year's end: one row a school."""
    is_listed = (nw.col("kind") == kind) & (nw.col("listed_on") <= last_day(snapshot, year))
    schools = snapshot.table("school_statuses").filter(is_listed)
    return listed(schools, subject="school", area=None, school="school")
