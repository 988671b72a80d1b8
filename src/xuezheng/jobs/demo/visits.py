"""Inspections, reviews and evaluations, with what was found and what was put right."""

from collections.abc import Iterator
from typing import Any

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, STRONG_DISTRICT
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows

_ITEMS = ("办学条件", "师资队伍", "课程开设", "学校管理", "安全工作", "收费公示")


def fill(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """Reviews by the province, evaluations under way, and a regular inspection a district and term."""
    rows = [*_by_the_province(schools), *_regular(plan, schools)]
    yield Rows.of("visits.Visit", rows)
    yield Rows.of("visits.Finding", [finding for row in rows if row["verdict"] for finding in _findings(row)])


def _by_the_province(schools: Schools) -> Iterator[dict[str, Any]]:
    strong = next(d for d in DISTRICTS if d.code == STRONG_DISTRICT)
    for n, name in enumerate(("苇原县蒙古族实验中学", "岫州高中"), start=1):
        school = schools.named(name)
        yield _visit(
            f"DD{YEAR}S{n}", f"{name}省示范高中复检", "model_senior", "province",
            DISTRICTS[school.district].code, school.code, f"{YEAR}-05-1{n}", f"{YEAR}-06-20", f"省教督〔{YEAR}〕3{n}号",
        )  # fmt: skip
    yield _visit(
        f"DD{YEAR}S3", f"{strong.name}义务教育强区建设省验收", "strong_district", "province", strong.code, None,
        f"{YEAR}-10-14", f"{YEAR}-11-20", f"省教督〔{YEAR}〕56号",
    )  # fmt: skip
    yield _visit(
        f"DD{YEAR - 1}S1", f"{DISTRICTS[0].name}学前教育普及普惠督导评估", "preschool_universal", "province",
        DISTRICTS[0].code, None, f"{YEAR - 1}-09-18", f"{YEAR - 1}-11-08", f"省教督〔{YEAR - 1}〕44号",
    )  # fmt: skip
    for n, number in enumerate(schools.teaching("vocational")[:3], start=1):
        school = schools.listed[number]
        yield _visit(
            f"DD{YEAR}Z{n}", f"{school.name}中等职业教育评估", "vocational_evaluation", "city", CITY_CODE,
            school.code, f"{YEAR}-11-2{n}", None, "",
        )  # fmt: skip


def _regular(plan: Plan, schools: Schools) -> Iterator[dict[str, Any]]:
    chance = plan.chance("visits")
    for year in YEARS:
        for term, month in (("春季", 4), ("秋季", 10)):
            for number, place in enumerate(DISTRICTS):
                of_district = schools.teaching("primary", number) + schools.teaching("junior", number)
                school = schools.listed[int(chance.choice(of_district))]
                yield _visit(
                    f"DD{year}{month:02d}{place.code}", f"{school.name}{term}学期经常性督导", "regular", "city",
                    place.code, school.code, f"{year}-{month:02d}-{10 + number}",
                    f"{year}-{month:02d}-{20 + number % 8}", "",
                )  # fmt: skip


def _visit(
    code: str, name: str, standard: str, level: str, area: str, school: str | None, on: str,
    decided_on: str | None, number: str,
) -> dict[str, Any]:  # fmt: skip
    return {
        "code": code,
        "name": name,
        "standard": standard,
        "level": level,
        "area": area,
        "school": school,
        "on": on,
        "n_inspectors": 5 if level == "province" else 3,
        "verdict": "passed" if decided_on else "",
        "decided_on": decided_on,
        "document_number": number,
    }


def _findings(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One item of six is not met at first, and is put right before its day."""
    failing = sum(map(ord, row["code"])) % len(_ITEMS)
    for n, item in enumerate(_ITEMS):
        is_met = n != failing
        month = row["decided_on"][:8]
        yield {
            "visit": row["code"],
            "item": item,
            "is_met": is_met,
            "note": "" if is_met else "已下达整改通知",
            "due_on": None if is_met else f"{month}29",
            "corrected_on": None if is_met else f"{month}28",
        }
