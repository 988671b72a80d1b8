"""Open schools and teaching points told apart by the code of their kind (办学类型)."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.open_schools import nature, place
from xuezheng.indicators.readings import Frame, is_one_of, is_open, last_day
from xuezheng.snapshot import Snapshot

NINE_YEAR, TEACHING_POINT, ATTACHED_KINDERGARTEN = ("312", "314"), ("218",), ("119",)


def open_kinds(snapshot: Snapshot, year: int, *kinds: str) -> Frame:
    """Evidence of what was open on the year's last day: one row a school, with `nature` and `place`."""
    found = open_rows(snapshot, year)
    return told_apart(found.filter(is_one_of("kind", kinds)))


def open_rows(snapshot: Snapshot, year: int) -> Frame:
    """The register's rows of what was open on the year's last day."""
    return snapshot.table("schools").filter(is_open(last_day(snapshot, year)))


def told_apart(schools: Frame, on: str | None = None) -> Frame:
    """Evidence of schools, with who runs them and where they stand."""
    seen = schools.with_columns(nature=nature(), place=place())
    return listed(seen, subject="name", school="code", dimensions=("nature", "place"), on=on)


def is_kindergarten() -> nw.Expr:
    """Whether a school is a kindergarten of its own."""
    return is_one_of("kind", ("111", "112"))
