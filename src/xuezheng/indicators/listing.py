"""Rows that were counted, in the shape of evidence."""

import narwhals as nw

from xuezheng.indicators.readings import NOTHING, Frame

_NO_SCHOOL = nw.lit(None, dtype=nw.String)


def listed(
    frame: Frame,
    *,
    subject: str = "code",
    counted: nw.Expr | str | int = 1,
    out_of: nw.Expr | str | int | None = None,
    area: str | None = "area",
    school: str | None = None,
    dimensions: tuple[str, ...] = (),
    on: str | None = None,
) -> Frame:
    """List a frame's rows as evidence, its columns in their order.

    Parameters
    ----------
    subject, counted, out_of, area, school, on
        A name is that column of the frame, a number is itself. Without `area` the school says
        where the row lies; without `on` the indicator cannot be asked for half a year.
    dimensions : tuple of str
        Columns that stay under their own name.
    """
    places = {} if area is None else {"area": nw.col(area)}
    named = {
        "school": _NO_SCHOOL if school is None else nw.col(school),
        "subject": nw.col(subject),
        "counted": _number(counted),
        "out_of": NOTHING if out_of is None else _number(out_of),
    }
    day = {} if on is None else {"on": nw.col(on)}
    return frame.select(**places, **named, **{name: nw.col(name) for name in dimensions}, **day)


def _number(given: nw.Expr | str | int) -> nw.Expr:
    if isinstance(given, int):
        return nw.lit(given)
    return nw.col(given) if isinstance(given, str) else given
