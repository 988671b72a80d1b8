"""Inspections, reviews and evaluations, with what was found and what was put right."""

from collections.abc import Iterator
from typing import Any

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, STRONG_DISTRICT
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows
from xuezheng.standards.catalogue import find_standard

#: Standards every district is monitored by each autumn, and items no record goes back far enough for.
_MONITORED = ("quality_balance", "basic_balance", "preschool_universal")
_BEYOND_RECORDS = ("教师 5 年 360 学时培训完成率", "初中三年巩固率")
#: District and year whose monitoring found an item unmet that is not put right.
_UNMET = {("990122", YEAR): "课程开齐开足和综合实践活动", ("990104", YEAR - 1): "无过重课业负担"}
_BASIC_SINCE = 2015
_ITEMS = ("办学条件", "师资队伍", "课程开设", "学校管理", "安全工作", "收费公示")


def fill(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """Reviews by the province, evaluations under way, and a regular inspection a district and term."""
    rows = [*_by_the_province(schools), *_regular(plan, schools)]
    monitored = list(_monitoring())
    yield Rows.of("visits.Visit", [*rows, *(visit for visit, _ in monitored)])
    seen = [finding for row in rows if row["verdict"] for finding in _findings(row)]
    yield Rows.of("visits.Finding", [*seen, *(finding for _, found in monitored for finding in found)])


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


def _monitoring() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Basic balance, certified long ago; the yearly monitoring of every district with its findings."""
    for place in DISTRICTS:
        day = f"{_BASIC_SINCE}-11-20"
        name = f"{place.name}义务教育发展基本均衡县认定"
        yield _visit(
            f"RD{_BASIC_SINCE}{place.code}", name, "basic_balance", "national", place.code, None, f"{_BASIC_SINCE}-10-15",
            day, f"国教督〔{_BASIC_SINCE}〕{DISTRICTS.index(place) + 1}号",
        ), []  # fmt: skip
    for year in YEARS:
        for code in _MONITORED:
            for number, place in enumerate(DISTRICTS):
                yield _monitored(code, place.code, place.name, year, number)


def _monitored(
    code: str, area: str, name: str, year: int, number: int
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    standard = find_standard(code)
    visit = _visit(
        f"JC{year}{code[:2].upper()}{area}", f"{name}{standard.label}年度监测", code, "city", area, None,
        f"{year}-11-{10 + number}", f"{year}-12-{10 + number}", "",
    )  # fmt: skip
    items = [item for each in standard.items for item in each.visited]
    items += _BEYOND_RECORDS if code == "quality_balance" else ()
    found = [_finding(visit["code"], item, is_met=item != _UNMET.get((area, year))) for item in items]
    visit["verdict"] = "passed" if all(finding["is_met"] for finding in found) else "failed"
    return visit, found


def _finding(visit: str, item: str, *, is_met: bool) -> dict[str, Any]:
    return {"visit": visit, "item": item, "is_met": is_met, "note": "" if is_met else "已下达整改通知",
            "due_on": None if is_met else f"{YEAR + 1}-06-30", "corrected_on": None}  # fmt: skip


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
