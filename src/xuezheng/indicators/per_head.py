"""What there is for each pupil: two sums of the yearly returns, one against the other."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, together
from xuezheng.snapshot import Snapshot


def of_returns(snapshot: Snapshot, year: int, counted: str, out_of: str = "n_pupils") -> Frame:
    """Evidence of a ratio of two columns of the returns: one row a school and stage."""
    return listed(
        _returns(snapshot, year),
        subject="school",
        counted=counted,
        out_of=out_of,
        area=None,
        school="school",
        dimensions=("stage",),
    )


def against_pupils(snapshot: Snapshot, year: int, held: Frame) -> Frame:
    """Evidence of what schools hold against their pupils: rows of both kinds, summed apart."""
    things = held.select("school", subject="subject", counted="counted", out_of=nw.lit(0))
    pupils = _returns(snapshot, year).select("school", subject="school", counted=nw.lit(0), out_of="n_pupils")
    return together(things, pupils)


def _returns(snapshot: Snapshot, year: int) -> Frame:
    return snapshot.table("school_returns").filter(nw.col("school_year") == year)


def leavers_of_entrants(
    snapshot: Snapshot, year: int, entering: str, *, after: int, leaving: str = ""
) -> Frame:
    """Evidence of how many finish a stage of those who entered one `after` years before.

    One row a school and year; the stage they leave is the one they entered unless it is named.
    """
    finished, entered = nw.col("stage") == (leaving or entering), nw.col("stage") == entering
    leavers = _returns(snapshot, year).filter(finished).select(
        "school", subject="school", counted="n_graduates", out_of=nw.lit(0)
    )  # fmt: skip
    entrants = _returns(snapshot, year - after).filter(entered).select(
        "school", subject="school", counted=nw.lit(0), out_of="n_entrants"
    )  # fmt: skip
    return together(leavers, entrants)
