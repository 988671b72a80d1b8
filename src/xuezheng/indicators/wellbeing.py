"""After-school service, fitness and eyesight, as schools report them once a school year."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count
from xuezheng.snapshot import Snapshot


def wellbeing_sum(snapshot: Snapshot, year: int, column: str) -> Frame:
    """Evidence of a number: one row a school and stage."""
    return _forms(snapshot, year, counted=column)


def wellbeing_share(snapshot: Snapshot, year: int, part: str, whole: str) -> Frame:
    """Evidence of a share: one row a school and stage."""
    return _forms(snapshot, year, counted=part, out_of=whole)


def _forms(snapshot: Snapshot, year: int, *, counted: str, out_of: str | None = None) -> Frame:
    forms = snapshot.table("wellbeing_returns").filter(nw.col("school_year") == year)
    return listed(
        forms,
        subject="school",
        counted=counted,
        out_of=out_of,
        area=None,
        school="school",
        dimensions=("stage",),
    )


def wellbeing_schools(snapshot: Snapshot, year: int, column: str) -> Frame:
    """Evidence of the schools where a number is above zero: one row a school that reported."""
    forms = snapshot.table("wellbeing_returns").filter(nw.col("school_year") == year)
    schools = forms.group_by("school").agg(nw.col(column).sum())
    has_some = as_count(nw.col(column) > 0)
    return listed(schools, subject="school", counted=has_some, out_of=1, area=None, school="school")
