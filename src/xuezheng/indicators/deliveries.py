"""Equipment that reached schools in a year."""

import narwhals as nw

from xuezheng.indicators.listing import listed
from xuezheng.indicators.readings import Frame, as_count, in_year, is_one_of
from xuezheng.rules.codes import school_kinds
from xuezheng.snapshot import Snapshot

#: Words for the kind of equipment, as a dimension.
ITEMS = {
    "computer": "计算机;电脑",
    "teacher_computer": "教师用计算机;教师电脑",
    "smart_board": "多媒体;班班通;电子白板",
    "pupil_desk": "课桌凳;课桌椅",
    "office_desk": "办公桌椅",
    "air_conditioner": "空调",
    "instrument": "教学仪器;实验仪器",
    "book": "图书",
    "textbook": "教科书",
    "toy": "玩教具;玩具",
    "bus": "校车",
    "sport": "体育器材",
    "arts": "音体美器材",
    "kitchen": "食堂设备;厨房设备",
}


def delivered(snapshot: Snapshot, year: int, *items: str) -> Frame:
    """Evidence of how many came: one row a delivery."""
    return listed(_of(snapshot, year, *items), counted="n_units", area=None, school="school", on="on")


def paid_for(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of what deliveries cost: one row a delivery, with its `item`."""
    return listed(
        _of(snapshot, year),
        counted="amount_yuan",
        area=None,
        school="school",
        dimensions=("item",),
        on="on",
    )


def to_kindergartens(snapshot: Snapshot, year: int) -> Frame:
    """Deliveries to kindergartens and attached classes."""
    kinds = [*school_kinds("preschool"), "119"]
    schools = snapshot.table("schools").filter(is_one_of("kind", kinds)).select(school="code")
    return _of(snapshot, year).join(schools, on="school", how="semi")


def supplied(deliveries: Frame, *, dimensions: tuple[str, ...] = ()) -> Frame:
    """Evidence of the schools that got something: one row a school (and dimension)."""
    schools = deliveries.group_by("school", *dimensions).agg(n=nw.len())
    got = schools.with_columns(is_supplied=as_count(nw.col("n") > 0))
    return listed(
        got, subject="school", counted="is_supplied", area=None, school="school", dimensions=dimensions
    )


def instruments(snapshot: Snapshot, year: int) -> Frame:
    """Deliveries of teaching instruments."""
    return _of(snapshot, year, "instrument")


def _of(snapshot: Snapshot, year: int, *items: str) -> Frame:
    found = snapshot.table("deliveries").filter(in_year("on", year))
    return found.filter(is_one_of("item", items)) if items else found


def textbook_pupils(snapshot: Snapshot, year: int) -> Frame:
    """Evidence of the pupils who got free textbooks: one row a school, its largest delivery."""
    schools = _of(snapshot, year, "textbook").group_by("school").agg(nw.col("n_units").max())
    return listed(schools, subject="school", counted="n_units", area=None, school="school")
