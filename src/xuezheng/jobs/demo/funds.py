"""Money noticed and arrived: from above, from the city and counties, from donors."""

from typing import Any

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows, shared_out
from xuezheng.jobs.demo.surroundings import codes_of_majors

_PURPOSES = (
    ("义务教育薄弱环节改善与能力提升补助", "central", 5.0),
    ("学前教育发展资金", "central", 3.0),
    ("农村义务教育学生营养改善计划补助", "central", 2.0),
    ("现代职业教育质量提升计划资金", "central", 2.2),
    ("改善普通高中办学条件补助", "central", 1.8),
    ("义务教育校舍安全保障长效机制补助", "province", 2.4),
    ("特殊教育补助", "province", 0.6),
    ("乡村教师生活补助", "province", 1.4),
)
#: Of each thousand yuan that the year's target asked for, what was won.
_PER_MILLE = {2024: 1010, YEAR: 1020}


def upward_target(plan: Plan, year: int = YEAR) -> int:
    """Yuan to be won from above in a year, in whole millions; it grows with the city."""
    millions = max(100, round(plan.pupils * 0.0112))
    return (millions if year >= YEAR else round(millions * 0.9)) * 1_000_000


def fill(plan: Plan, projects: list[dict[str, Any]]) -> Rows:
    """The year's notices; those from above sum to what was won, to the yuan."""
    rows: list[dict[str, Any]] = []
    for year in YEARS:
        won = upward_target(plan, year) * _PER_MILLE[year] // 1000
        for_majors = _for_majors(year)
        won -= sum(int(row["amount_yuan"]) for row in for_majors)
        rows += [*_from_above(year, won), *for_majors, *_own(plan, year, projects)]
    return Rows.of("programmes.Fund", rows)


def _row(
    year: int, number: str, name: str, level: str, area: str, amount: float, **more: Any
) -> dict[str, Any]:
    month = 2 + sum(map(ord, number)) % 8
    return {
        "code": f"ZJ{year}{number}",
        "name": name,
        "level": level,
        "area": area,
        "purpose": name[:40],
        "project": None,
        "major": "",
        "notice_number": f"霁财教〔{year}〕{number.lstrip('ABC')}号",
        "noticed_on": f"{year}-{month:02d}-15",
        "arrived_on": f"{year}-{month + 2:02d}-08",
        "amount_yuan": amount,
    } | more


def _from_above(year: int, total: int) -> list[dict[str, Any]]:
    weights = [weight * place.share for _, _, weight in _PURPOSES for place in DISTRICTS]
    amounts = shared_out(total, weights)
    named = [(name, level, place) for name, level, _ in _PURPOSES for place in DISTRICTS]
    return [
        _row(year, f"A{n:03d}", f"{place.name}{name}", level, place.code, amount)
        for n, ((name, level, place), amount) in enumerate(zip(named, amounts, strict=True), start=1)
    ]


def _for_majors(year: int) -> list[dict[str, Any]]:
    """Every major with a class has its own money in the year."""
    worth = {"demonstration": 300_000, "backbone": 200_000, "featured": 150_000}
    return [
        _row(year, f"B{n:03d}", f"{name}专业建设补助", "province", CITY_CODE, worth[designation], major=code)
        for n, (code, name, designation) in enumerate(codes_of_majors(), start=1)
    ]


def _own(plan: Plan, year: int, projects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The city's and counties' share in the projects, and some gifts."""
    listed = [row for row in projects if row["plan_year"] == year and row["kind"] != "building_repair"]
    rows = [
        _row(
            year, f"C{n:03d}", f"{row['name'][:60]}配套资金", "city" if row["area"] == CITY_CODE else "county",
            row["area"], float(round(row["budget_yuan"] * 0.4, 2)), project=row["code"],
        )
        for n, row in enumerate(listed, start=1)
    ]  # fmt: skip
    for n, place in enumerate(DISTRICTS, start=len(rows) + 1):
        rows.append(
            _row(
                year,
                f"C{n:03d}",
                f"{place.name}爱心助学捐赠",
                "donation",
                place.code,
                20000.0 * plan.scaled(0.1),
            )
        )
    return rows
