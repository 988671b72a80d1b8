"""Cases by channel, and deputies' items, of a year."""

import narwhals as nw

from xuezheng.indicators.deadlines import concluded
from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year, last_day
from xuezheng.snapshot import Snapshot

#: Channels by which citizens bring their appeals (诉求), and their words as a dimension. Reports of
#: violations are counted apart, under discipline.
CHANNELS = {
    "mayor_line": "市长公开电话;市长热线;12345",
    "online": "网络问政;网上诉求;局长信箱",
    "phone": "咨询电话",
    "petition": "信访;来信来访",
}
KINDS = {"npc": "人大建议;人大代表建议", "cppcc": "政协提案;政协委员提案"}


def received(snapshot: Snapshot, year: int, *channels: str) -> Frame:
    """Cases taken in during the year by some channels; every one of them, repeats too."""
    return of_channels(snapshot, *channels).filter(in_year("received_on", year))


def of_channels(snapshot: Snapshot, *channels: str) -> Frame:
    """Cases that came by some channels, of all years."""
    return snapshot.table("cases").filter(nw.col("channel").is_in(channels))


def each_received(snapshot: Snapshot, year: int, *channels: str, dimensions: tuple[str, ...] = ()) -> Frame:
    """Evidence of the cases taken in: one row a case."""
    cases = received(snapshot, year, *channels)
    return listed(cases, school="school", dimensions=dimensions, on="received_on")


def concluded_appeals(snapshot: Snapshot, year: int, *, must_be_in_time: bool = False) -> Frame:
    """Evidence of the year's appeals concluded by its end, among those concluded or due by then."""
    return concluded(
        with_allowed_time(snapshot, received(snapshot, year, *CHANNELS).filter(is_accepted())),
        done="closed_on",
        due="allowed_until",
        by=last_day(snapshot, year),
        on="received_on",
        must_be_in_time=must_be_in_time,
        school="school",
        dimensions=("channel",),
    )


def is_accepted() -> nw.Expr:
    """Whether a case was taken up: no ground of refusal stands against it."""
    return nw.col("refusal").is_null() | (nw.col("refusal") == "")


def handed_over(snapshot: Snapshot, year: int, *kinds: str) -> Frame:
    """Suggestions and proposals handed to the bureau during the year, without those it sent back as not its own."""
    return snapshot.table("proposals").filter(
        nw.col("kind").is_in(kinds) & in_year("handed_over_on", year) & nw.col("returned_on").is_null()
    )


def dispatched(snapshot: Snapshot, year: int) -> Frame:
    """Dispatches of appeals sent during the year, with where and by which channel the case came."""
    cases = of_channels(snapshot, *CHANNELS).select("code", "area", "school", "channel")
    sent = snapshot.table("dispatches").filter(in_year("dispatched_on", year))
    return sent.join(cases, left_on="case", right_on="code", how="inner")


def with_allowed_time(snapshot: Snapshot, cases: Frame) -> Frame:
    """Cases with `allowed_until`: the last day they may be concluded.

    An extension counts only when it was approved while the time it extends still ran; a late one,
    and any built on it, leaves the deadline before it standing, whatever the case itself now shows.
    """
    asked = snapshot.table("case_extensions")
    granted = asked.filter(~nw.col("approved_on").is_null())
    is_late = nw.col("approved_on") > nw.col("was_due_on")
    first = asked.group_by("case").agg(
        first_due=nw.col("was_due_on").min(),
        n_void=as_count(nw.col("approved_on").is_null() | is_late).sum(),
    )
    broken = granted.filter(is_late).group_by("case").agg(broken_from=nw.col("was_due_on").min())
    is_unbroken = nw.col("broken_from").is_null() | (nw.col("was_due_on") < nw.col("broken_from"))
    valid = granted.join(broken, on="case", how="left").filter(is_unbroken)
    longest = valid.group_by("case").agg(longest_due=nw.col("due_on").max())
    for known in (first, longest):
        cases = cases.join(known, left_on="code", right_on="case", how="left")
    # Where every extension holds, the case's own day does too: a pause or a new calendar may have moved it.
    stands = nw.when(nw.col("n_void") == 0).then(nw.col("due_on"))
    until = nw.coalesce(stands, nw.col("longest_due"), nw.col("first_due"), nw.col("due_on"))
    return cases.with_columns(allowed_until=until)


def rated_satisfied(
    matters: Frame,
    *,
    on: str,
    school: str | None = None,
    dimensions: tuple[str, ...] = (),
    basically: bool = False,
) -> Frame:
    """Evidence of satisfaction: one row a matter that was rated; 基本满意 counts only when `basically` says so."""
    good = ("satisfied", "basically") if basically else ("satisfied",)
    is_satisfied = as_count(nw.col("rating").is_in(good))
    rated = matters.filter(nw.col("rating") != "")
    return listed(rated, counted=is_satisfied, out_of=1, school=school, dimensions=dimensions, on=on)
