"""The city, the areas and the schools of one query are what three questions give."""

import pytest

from xuezheng.indicators.measuring import measure, measure_every_way
from xuezheng.snapshot.reading import snapshot_from_tables

AREAS = [{"code": "990100", "name": "市", "kind": "city"}] + [
    {"code": code, "name": code, "kind": "district"} for code in ("990102", "990103", "990104")
]
SCHOOLS = [
    {"code": f"S{n}", "name": f"校{n}", "kind": kind, "runner": "831", "urban_rural": "111", "area": area, "opened_on": "2000-01-01"}
    for n, (kind, area) in enumerate((("211", "990102"), ("211", "990102"), ("311", "990103")))
]  # fmt: skip
ENROLMENTS = [
    {"pupil": f"P{n}", "school": f"S{n % 3}", "school_year": 2025, "stage": "primary", "grade": 1}
    for n in range(11)
]
FUNDS = [
    {"code": f"F{n}", "name": "款", "level": "province", "area": area, "purpose": "school", "noticed_on": "2025-03-01",
     "arrived_on": arrived, "amount_yuan": "10.50"}
    for n, (area, arrived) in enumerate((("990102", "2025-04-01"), ("990103", None), ("990100", "2025-05-01")))
]  # fmt: skip
CODES = (
    "compulsory.primary.students", "schools.count", "schools.primary.count", "funds.arrival_rate", "funds.central_provincial",
    "teachers.pupils_per_teacher", "admin.meetings.change_rate", "schools.closed",
)  # fmt: skip


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_one_query_gives_what_three_questions_give(year):
    from xuezheng.indicators.catalogue import load_catalogue

    codes = [code for code in load_catalogue() if code in CODES]
    given = {"areas": AREAS, "schools": SCHOOLS, "enrolments": ENROLMENTS, "funds": FUNDS}
    snapshot = snapshot_from_tables(given)
    ways = list(measure_every_way(snapshot, codes, year))

    assert len(codes) >= 6
    assert [way.city for way in ways] == measure(snapshot, codes, year)
    assert [f for way in ways for f in way.areas] == measure(snapshot, codes, year, "area")
    assert [f for way in ways for f in way.schools] == measure(snapshot, codes, year, "school")
