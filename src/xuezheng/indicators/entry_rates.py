"""Children of the last kindergarten years against the residents of those ages."""

import narwhals as nw

from xuezheng.indicators.readings import Frame, together
from xuezheng.indicators.rolls import on_roll
from xuezheng.snapshot import Snapshot

_LAST_GRADE, _LAST_AGE = 3, 5


def last_years(snapshot: Snapshot, year: int, n_years: int) -> Frame:
    """Evidence of a gross rate of the last `n_years` grades: children by kindergarten, residents by age."""
    nowhere = nw.lit(None, dtype=nw.String)
    pupils = on_roll(snapshot, year, "preschool").filter(nw.col("grade") > _LAST_GRADE - n_years)
    children = pupils.select(
        area=nowhere, school="school", subject=nw.lit("在园幼儿"), counted=nw.lit(1), out_of=nw.lit(0)
    )
    of_age = (nw.col("year") == year) & nw.col("age").is_between(_LAST_AGE - n_years + 1, _LAST_AGE)
    residents = snapshot.table("population").filter(of_age).select(
        "area", school=nowhere, subject=nw.lit("适龄人口"), counted=nw.lit(0), out_of="n_residents"
    )  # fmt: skip
    return together(children, residents)


def against_ages(snapshot: Snapshot, year: int, pupils: Frame, first: int, last: int) -> Frame:
    """Evidence of a gross rate: pupils by school, residents of the ages by area."""
    nowhere = nw.lit(None, dtype=nw.String)
    enrolled = pupils.select(
        area=nowhere, school="school", subject=nw.lit("在校生"), counted=nw.lit(1), out_of=nw.lit(0)
    )
    of_age = (nw.col("year") == year) & nw.col("age").is_between(first, last)
    residents = snapshot.table("population").filter(of_age).select(
        "area", school=nowhere, subject=nw.lit("适龄人口"), counted=nw.lit(0), out_of="n_residents"
    )  # fmt: skip
    return together(enrolled, residents)
