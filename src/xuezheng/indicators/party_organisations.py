"""Party organisations of schools at the end of a year."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.open_schools import open_schools
from xuezheng.indicators.readings import Frame, as_count, is_open, last_day
from xuezheng.snapshot import Snapshot


def organisations(snapshot: Snapshot, year: int) -> Frame:
    """Those that had been set up and not ended."""
    stands = is_open(last_day(snapshot, year), since="set_up_on", until="ended_on")
    return snapshot.table("party_organisations").filter(stands)


def share_of_organisations(snapshot: Snapshot, year: int, column: str) -> Frame:
    """Evidence of the share for which something holds: one row an organisation."""
    return listed(organisations(snapshot, year), counted=as_count(nw.col(column)), out_of=1, school="school")


def coverage(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of the share of open schools with an organisation or an adviser: one row a school."""
    advised = snapshot.table("party_advisers").filter(
        is_open(last_day(snapshot, year), since="sent_on", until="ended_on")
    )
    own = organisations(snapshot, year).filter(~nw.col("school").is_null())
    reached = nw.concat([own.select("school"), advised.select("school")]).unique()
    schools = open_schools(snapshot, year).filter(nw.col("stage") != "").select("area", "school", "subject")
    found = schools.join(reached.with_columns(is_reached=nw.lit(1)), on="school", how="left")
    return listed(
        found, subject="subject", counted=nw.coalesce("is_reached", nw.lit(0)), out_of=1, school="school"
    )
