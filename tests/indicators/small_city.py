"""A small city for tests of measuring: two districts, three schools, pupils, loans, reports."""

from xuezheng.snapshot import Snapshot, snapshot_from_tables

TABLES = {
    "areas": [
        {"code": "990100", "name": "示例市", "kind": "city"},
        {"code": "990102", "name": "东区", "kind": "district"},
        {"code": "990103", "name": "西县", "kind": "county"},
        {"code": "990104", "name": "北县", "kind": "county"},
    ],
    "schools": [
        {"code": code, "name": name, "kind": kind, "runner": runner, "area": area,
         "urban_rural": "111", "opened_on": "2001-09-01"}
        for code, name, kind, runner, area in (
            ("A", "第一小学", "211", "831", "990102"),
            ("B", "第二中学", "311", "831", "990103"),
            ("K", "=金星幼儿园", "111", "999", "990103"),
        )
    ],
    "school_returns": [
        {"school": "A", "school_year": 2025, "stage": "primary", "n_classes": 10, "n_large_classes": 1},
        {"school": "B", "school_year": 2025, "stage": "junior", "n_classes": 20, "n_large_classes": 3},
    ],
    "enrolments": [
        {"pupil": f"S{at}", "school": school, "school_year": 2025, "stage": stage, "is_boarder": boards}
        for at, (school, stage, boards) in enumerate(
            [("A", "primary", False)] * 3 + [("B", "junior", True)] * 2 + [("K", "preschool", False)] * 4
        )
    ],
    "population": [
        {"area": "990102", "year": 2025, "age": 3, "n_residents": 3},
        {"area": "990103", "year": 2025, "age": 5, "n_residents": 3},
    ],
    "student_loans": [
        {"code": "L1", "area": "990102", "borrower": "B1", "year": 2025, "granted_on": "2025-06-30",
         "amount_yuan": "0.10"},
        {"code": "L2", "area": "990103", "borrower": "B2", "year": 2025, "granted_on": "2025-07-01",
         "amount_yuan": "0.20"},
    ],
    "ledger_entries": [
        {"code": f"M{year}{at}", "kind": "meeting", "title": "会", "is_bureau_wide": True,
         "area": "990100", "on": f"{year}-0{at}-10"}
        for year, n in ((2024, 9), (2025, 6)) for at in range(1, n + 1)
    ],
}  # fmt: skip


def small_city(**more: list[dict[str, object]]) -> Snapshot:
    """The city, with some tables replaced."""
    return snapshot_from_tables(TABLES | more)
