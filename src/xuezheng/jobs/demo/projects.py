"""What is built, repaired and fitted out, with milestones; schools to be raised to a standard."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from xuezheng.jobs.demo.founding import NEW_KINDERGARTEN_ON
from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, PILOT_COUNTY, division
from xuezheng.jobs.demo.schools import School, Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows

PRACTICE_SCHOOL = "霁川市中小学生示范性综合实践学校"
COLLEGE_BUILDING = "霁川高专实训楼"
HEALTH_BUILDING = "霁川市卫生学校实训楼"
#: Titles of which some schools win one every year, the first four given by the province.
_TITLES = (
    "party_model", "labour", "sport_feature", "civilised_campus", "quality_campus", "party_brand", "online_class",
    "it_upgrade", "smart_campus", "science_garden", "arts_feature", "safe_campus", "green_school", "language",
    "mental_health", "mixed_school",
)  # fmt: skip
_STEPS = ("started_on", "topped_out_on", "completed_on", "accepted_on")
_STEP_NAMES = ("开工", "主体完工", "竣工", "验收")


@dataclass
class Register:
    """Projects as they are written down one after another."""

    chance: np.random.Generator
    rows: list[dict[str, Any]] = field(default_factory=list)

    def plan(
        self,
        name: str,
        kind: str,
        work: str,
        year: int,
        district: int,
        school: str | None,
        m2: float,
        **more: Any,
    ) -> None:
        number = len(self.rows) + 1
        area = more.pop("area", DISTRICTS[district].code)
        budget = round(m2 * float(self.chance.uniform(1800, 2600)), -3)
        self.rows.append(
            {
                "code": f"XM{year}{number:04d}",
                "name": name,
                "kind": kind,
                "work": work,
                "area": area,
                "school": school,
                "owner": area if area != CITY_CODE else division("14"),
                "plan_year": year,
                "floor_area_m2": m2,
                "budget_yuan": budget,
                "spent_yuan": budget,
                "n_places": 0,
                "planned_on": f"{year}-01-08" if year <= YEAR else f"{year}-01-06",
                **dict.fromkeys((*_STEPS, "cancelled_on")),
            }
            | more
        )


def steps(year: int, *done: str) -> dict[str, str]:
    """The days of the stages a project has been through, in order; `done` are month and day."""
    return {step: f"{year}-{day}" for step, day in zip(_STEPS, done, strict=False)}


def all_projects(plan: Plan, schools: Schools) -> list[dict[str, Any]]:
    """Every project of 2024, 2025 and the plan of 2026."""
    register = Register(plan.chance("projects"))
    for year in YEARS:
        _canteens(register, plan, schools, year)
        _kindergartens(register, plan, schools, year)
        _repairs(register, plan, schools, year)
        _new_schools(register, schools, year)
    _named(register, schools)
    _next_year(register, schools)
    return register.rows


def fill(rows: list[dict[str, Any]]) -> Iterator[Rows]:
    """The projects and their milestones."""
    yield Rows.of("programmes.Project", rows)
    yield Rows.of("programmes.Milestone", [step for row in rows for step in _milestones(row)])


def _milestones(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each stage was due within the month in which it was reached, or by the end of the plan."""
    for step, name in zip(_STEPS, _STEP_NAMES, strict=True):
        done = row[step]
        if done:
            yield {"project": row["code"], "name": name, "due_on": f"{done[:8]}28", "done_on": done}


def _canteens(register: Register, plan: Plan, schools: Schools, year: int) -> None:
    """Canteens of the nutrition pilot in one county: last year's are finished, this year's have begun."""
    district = [d.code for d in DISTRICTS].index(PILOT_COUNTY)
    rural = [s for s in schools.teaching("primary", district) if schools.is_rural[s]]
    town = [s for s in schools.teaching("primary", district) if not schools.is_rural[s]]
    wanted = plan.scaled(0.2, least=3, most=30)
    stages = steps(year, "04-10", "08-20", "11-25") if year < YEAR else steps(year, "05-18", "10-22")
    for n in range(wanted):
        school = schools.listed[(rural + town)[n % len(rural + town)]]
        more = "" if n < len(rural + town) else f"（{n // len(rural + town) + 1}期）"
        register.plan(
            f"{school.name}营养餐食堂{more}", "nutrition_canteen", "new" if n % 3 else "extension", year,
            district, school.code, float(register.chance.integers(30, 90) * 10), **stages,
        )  # fmt: skip


def _kindergartens(register: Register, plan: Plan, schools: Schools, year: int) -> None:
    """Kindergartens newly built, altered or extended, all finished within the year they were planned for."""
    public = [s for s in schools.teaching("preschool") if not schools.is_private[s]]
    new = [s for s in public if schools.listed[s].opened_on == NEW_KINDERGARTEN_ON]
    old = [s for s in public if s not in new]
    wanted = plan.scaled(0.35, least=6, most=len(old)) - (year < YEAR)
    order = register.chance.permutation(old)[: wanted - len(new) * (year == YEAR)]
    for n, number in enumerate([*(new if year == YEAR else []), *order.tolist()]):
        school, is_new = schools.listed[number], number in new
        work = "new" if is_new else ("alteration", "extension")[n % 2]
        word = {"new": "新建", "alteration": "改建", "extension": "扩建"}[work]
        register.plan(
            f"{school.name}{word}项目", "kindergarten", work, year, school.district, school.code,
            float(register.chance.integers(90, 400) * 10), n_places=int(register.chance.integers(3, 10) * 30),
            **steps(year, "03-12", "06-20", "08-15" if is_new else f"{9 + n % 3:02d}-20", "12-10"),
        )  # fmt: skip


def _repairs(register: Register, plan: Plan, schools: Schools, year: int) -> None:
    """Buildings altered and repaired: about a square metre for every third pupil of the city."""
    compulsory = sorted({*schools.teaching("primary"), *schools.teaching("junior")})
    wanted = plan.scaled(0.6, least=8, most=len(compulsory)) - (year < YEAR)
    chosen = register.chance.permutation(compulsory)[:wanted].tolist()
    each = plan.pupils * (0.78 if year == YEAR else 0.7) / len(chosen)
    for n, number in enumerate(chosen):
        school = schools.listed[number]
        m2 = max(10.0, round(each * float(register.chance.uniform(0.6, 1.4)), -1))
        register.plan(
            f"{school.name}校舍改造维修", "building_repair", "repair", year, school.district, school.code, m2,
            **steps(year, "06-25", "07-26", f"{8 + n % 4:02d}-25", "12-12"),
        )  # fmt: skip


def _new_schools(register: Register, schools: Schools, year: int) -> None:
    """One school building a county: last year's done, this year's under way as planned."""
    for district, place in enumerate(DISTRICTS):
        if not place.is_county:
            continue
        school = schools.listed[schools.teaching("primary", district)[0]]
        stages = (
            steps(year, "03-20", "07-26", "11-20", "12-20") if year < YEAR else steps(year, "04-02", "11-15")
        )
        register.plan(
            f"{school.name}教学楼{'一' if year < YEAR else '二'}期", "school_building", "extension", year, district,
            school.code, 3200.0, n_places=270, **stages,
        )  # fmt: skip


def _named(register: Register, schools: Schools) -> None:
    """The city's own projects, each topped out within the year."""
    college, health = schools.named("霁川高等专科学校"), schools.named("霁川市卫生学校")
    for name, kind, school, m2, day in (
        (PRACTICE_SCHOOL, "practice_school", None, 12600.0, "11-08"),
        (COLLEGE_BUILDING, "training_building", college, 9800.0, "10-16"),
        (HEALTH_BUILDING, "training_building", health, 7400.0, "11-25"),
    ):
        code = school.code if isinstance(school, School) else None
        register.plan(name, kind, "new", YEAR, 0, code, m2, area=CITY_CODE, **steps(YEAR, "03-16", day))


def _next_year(register: Register, schools: Schools) -> None:
    """Planned for 2026 and not begun."""
    for district, place in enumerate(DISTRICTS[:4]):
        school = schools.listed[schools.teaching("junior", district)[0]]
        register.plan(
            f"{school.name}综合楼", "school_building", "new", YEAR + 1, district, school.code, 4100.0,
            n_places=300, spent_yuan=0,
        )  # fmt: skip
        register.plan(f"{place.name}新建公办幼儿园", "kindergarten", "new", YEAR + 1, district, None, 2600.0,
                      n_places=180, spent_yuan=0)  # fmt: skip


def statuses(plan: Plan, schools: Schools) -> Rows:
    """Schools to be standardised, improved or made a model, and when that began and was reached."""
    rows: list[dict[str, Any]] = []
    compulsory = sorted({*schools.teaching("primary"), *schools.teaching("junior")})
    order = plan.chance("statuses").permutation(compulsory).tolist()
    for kind, first, per_thousand, has_started, is_reached in (
        ("standardised", 0, 0.35, True, True),
        ("weak", 1, 0.2, True, False),
        ("curriculum_model", 2, 0.15, True, True),
        ("moral_education", 3, 0.15, True, True),
        *((kind, 4 + n, 0.1, True, True) for n, kind in enumerate(_TITLES)),
    ):
        for year in YEARS:
            wanted = plan.scaled(per_thousand, least=4, most=len(order) // 3) + (year == YEAR)
            at = (first * 7 + (year - YEARS[0]) * wanted) % len(order)
            for n, number in enumerate((order + order)[at : at + wanted]):
                rows.append(
                    _status(schools.codes[number], kind, year, n, has_started, is_reached or year < YEAR)
                )
    for number in schools.teaching("vocational")[:3]:
        rows.append(_status(schools.codes[number], "vocational_demonstration", YEARS[0], number, True, True))
    for number in schools.teaching("senior")[:4]:
        rows.append(_status(schools.codes[number], "model_senior", YEARS[0], number, True, True))
    return Rows.of("registers.SchoolStatus", rows)


def _status(school: str, kind: str, year: int, n: int, has_started: bool, is_reached: bool) -> dict[str, Any]:
    return {
        "school": school,
        "kind": kind,
        "level": "" if kind not in _TITLES else "province" if kind in _TITLES[:4] else "city",
        "plan_year": year,
        "listed_on": f"{year}-01-15",
        "started_on": f"{year}-{3 + n % 3:02d}-10" if has_started else None,
        "achieved_on": f"{year}-{10 + n % 3:02d}-18" if is_reached else None,
    }
