"""Education groups, communities, pairings and studios at work at the end of a year."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, is_open, last_day
from xuezheng.snapshot import Snapshot


def groups(snapshot: Snapshot, year: int, *kinds: str) -> Frame:
    """Evidence of the groups of some kinds: one row a group."""
    return listed(_at_work(snapshot, year, *kinds))


def schools_in_groups(snapshot: Snapshot, year: int, *kinds: str) -> Frame:
    """Evidence of the schools in groups of some kinds, each once however many it is in."""
    is_member = is_open(last_day(snapshot, year), since="joined_on", until="left_on")
    named = _at_work(snapshot, year, *kinds).select(group="code")
    members = snapshot.table("school_group_members").filter(is_member).join(named, on="group", how="semi")
    return listed(members.select("school").unique(), subject="school", area=None, school="school")


def _at_work(snapshot: Snapshot, year: int, *kinds: str) -> Frame:
    works = is_open(last_day(snapshot, year), since="set_up_on", until="ended_on")
    return snapshot.table("school_groups").filter(works & nw.col("kind").is_in(kinds))
