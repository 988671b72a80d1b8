"""Records of two years, small enough for a person to add up."""

from datetime import date
from decimal import Decimal

from xuezheng.snapshot import snapshot_from_tables

CITY = {"name": "临江市教育局", "city": "临江市", "city_code": "3300"}


def projects(*, spent=(100, 50, 30)):
    """Two kindergartens of 2025, one of them finished; one repair of 2024, finished in 2025."""
    common = {"owner": "", "floor_area_m2": Decimal(1000), "planned_on": date(2025, 1, 5)}
    first, second, third = (Decimal(one) for one in spent)
    return [
        {**common, "code": "P1", "name": "甲", "kind": "kindergarten", "work": "new", "area": "330106",
         "school": "A", "plan_year": 2025, "budget_yuan": Decimal(120), "spent_yuan": first,
         "started_on": date(2025, 3, 1), "completed_on": date(2025, 9, 1)},
        {**common, "code": "P2", "name": "乙", "kind": "kindergarten", "work": "extension", "area": "330108",
         "school": "B", "plan_year": 2025, "budget_yuan": Decimal(60), "spent_yuan": second,
         "started_on": date(2025, 8, 1)},
        {**common, "code": "P3", "name": "丙", "kind": "building_repair", "work": "repair", "area": "330108",
         "school": "B", "plan_year": 2024, "budget_yuan": Decimal(30), "spent_yuan": third,
         "started_on": date(2024, 3, 1), "completed_on": date(2025, 1, 9)},
    ]  # fmt: skip


def records(**tables):
    """A snapshot of the projects, and whatever else is given."""
    schools = [
        {
            "code": code,
            "name": code,
            "kind": "primary",
            "area": area,
            "opened_on": opened,
            "closed_on": closed,
        }
        for code, area, opened, closed in (
            ("A", "330106", date(2000, 9, 1), None),
            ("B", "330108", date(2025, 9, 1), None),
            ("C", "330108", date(2000, 9, 1), date(2025, 7, 1)),
        )
    ]
    return snapshot_from_tables({"projects": projects(), "schools": schools, **tables}, bureau=CITY)
