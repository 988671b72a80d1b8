"""Matters that must be done by a day: which ones are due, and which were done in time."""

from datetime import date

import narwhals as nw

from xuezheng.indicators.readings import Frame


def done_or_due(frame: Frame, *, done: str, due: str, by: date) -> Frame:
    """Matters that were done by a day, or whose time had run out before it.

    What is still open and not yet due is left out of a rate: it is neither done nor late.
    """
    return frame.filter((nw.col(done) <= by) | (nw.col(due) < by))


def in_time(*, done: str, due: str, by: date) -> nw.Expr:
    """Whether a matter was done by a day and within its own time."""
    return (nw.col(done) <= by) & (nw.col(done) <= nw.col(due))
