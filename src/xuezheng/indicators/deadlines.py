"""Matters that must be done by a day: which ones are due, and which were done in time."""

from datetime import date

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count


def concluded(
    matters: Frame,
    *,
    done: str,
    due: str,
    by: date,
    on: str,
    must_be_in_time: bool = False,
    school: str | None = None,
    dimensions: tuple[str, ...] = (),
) -> Frame:
    """Evidence of matters done by a day, among those that were done or whose time had run out.

    What is still open and not yet due is left out: it is neither done nor late. One row a matter.
    """
    is_done = nw.col(done) <= by
    is_good = is_done & (nw.col(done) <= nw.col(due)) if must_be_in_time else is_done
    return listed(
        matters.filter(is_done | (nw.col(due) <= by)),
        counted=as_count(is_good),
        out_of=1,
        school=school,
        dimensions=dimensions,
        on=on,
    )
