"""Courses, drills, journeys and visits of a year, and how many came."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, in_year
from xuezheng.snapshot import Snapshot


def held(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Evidence of the sessions of a kind: one row each."""
    return listed(_of(snapshot, year, kind), school="school", on="on")


def people_at(snapshot: Snapshot, year: int, kind: str) -> Frame:
    """Evidence of the people who came, as often as they came: one row a session."""
    return listed(_of(snapshot, year, kind), counted="n_people", school="school", on="on")


def _of(snapshot: Snapshot, year: int, kind: str) -> Frame:
    return snapshot.table("sessions").filter((nw.col("kind") == kind) & in_year("on", year))
