"""Bodies beside schools: training institutions, Party organisations, groups of schools; sessions held."""

from collections.abc import Iterator
from typing import Any

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows, between

_GROUPS = (
    ("group", "教育集团", 6),
    ("community", "城乡学校共同体", 10),
    ("pairing", "结对帮扶", 12),
    ("studio", "名师工作室", 15),
)
#: Kind, what it is called, how many a year, people at one for a thousand pupils of the city.
_SESSIONS = (
    ("community", "社区居民培训", 24, 3.0), ("senior", "老年大学课程", 20, 1.5), ("skills", "职业技能培训班", 18, 2.0),
    ("putonghua", "普通话水平测试", 6, 4.0), ("parents", "家庭教育讲座", 30, 4.0), ("home_visit", "教师家访周", 8, 12.0),
    ("outreach", "送教下乡", 12, 1.0), ("study_tour", "研学旅行", 16, 5.0), ("labour", "劳动实践周", 14, 8.0),
    ("drill", "消防疏散演练", 40, 6.0), ("exchange", "友好城市师生互访", 4, 0.4), ("law", "法治进校园", 22, 9.0),
)  # fmt: skip


def fill(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """All of them, with what ended in the two years."""
    yield _institutions(plan)
    yield from _party(schools)
    yield from _groups(schools)
    yield Rows.of("programmes.Session", [row for year in YEARS for row in _sessions(plan, year)])


def _institutions(plan: Plan) -> Rows:
    """Nine of ten academic institutions are closed by the end of the reported year."""
    rows: list[dict[str, Any]] = []
    for number in range(1, plan.scaled(3.0, least=20, most=400) + 1):
        is_academic = number % 2 == 0
        year = YEARS[number % 4 // 2]
        is_closed = is_academic and number % 20 > 0
        rows.append(
            {
                "code": f"PX{number:05d}",
                "name": f"霁川{'学科' if is_academic else '艺体'}培训中心{number:03d}",
                "area": DISTRICTS[number % len(DISTRICTS)].code,
                "subject": "academic" if is_academic else "non_academic",
                "licensed_on": f"20{15 + number % 6}-05-10",
                "closed_on": f"{year}-{3 + number % 8:02d}-15" if is_closed else None,
                "ending": ("deregistered", "turned", "banned")[number // 2 % 3] if is_closed else "",
            }
        )
    return Rows.of("registers.TrainingInstitution", rows)


def _party(schools: Schools) -> Iterator[Rows]:
    """An organisation at every public school; advisers for private kindergartens."""
    organisations, advisers = [], []
    for number, school in enumerate(schools.listed):
        if not school.is_open:
            continue
        if schools.is_private[number]:
            advisers.append(
                {"school": school.code, "sent_on": f"{YEARS[number % 2]}-04-12", "ended_on": None}
            )
            continue
        organisations.append(
            {
                "code": f"DZ{school.code}",
                "name": f"{school.name}党支部",
                "area": DISTRICTS[school.district].code,
                "school": school.code,
                "is_under_bureau": True,
                "is_standard": True,
                "has_secretary": True,
                "n_members": 3 + number % 20,
                "set_up_on": max(school.opened_on, "2012-07-01"),
                "ended_on": None,
            }
        )
    yield Rows.of("registers.PartyOrganisation", organisations)
    yield Rows.of("registers.PartyAdviser", advisers)


def _groups(schools: Schools) -> Iterator[Rows]:
    """Groups and communities of three schools of a district each, pairings of two."""
    groups: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for kind, word, n in _GROUPS:
        for k in range(n):
            district = k % len(DISTRICTS)
            code, began = f"JT{kind[:2].upper()}{k + 1:03d}", f"{2021 + k % 5}-09-01"
            groups.append(
                {"code": code, "name": f"{DISTRICTS[district].name}{word}{k + 1:02d}", "kind": kind,
                 "area": DISTRICTS[district].code, "set_up_on": began, "ended_on": None}
            )  # fmt: skip
            taught = schools.teaching("primary", district)
            wanted = {"group": 3, "community": 3, "pairing": 2}.get(kind, 0)
            for step in range(min(wanted, len(taught))):
                at = taught[(k * 3 + step) % len(taught)]
                members.append(
                    {"group": code, "school": schools.codes[at], "joined_on": began, "left_on": None}
                )
    yield Rows.of("programmes.SchoolGroup", groups)
    yield Rows.of("programmes.GroupMember", members)


def _sessions(plan: Plan, year: int) -> Iterator[dict[str, Any]]:
    for kind, word, n, per_thousand in _SESSIONS:
        chance = plan.chance(f"sessions {year} {kind}")
        held = n + (year == YEAR) * (n // 6)
        for k, on in enumerate(sorted(between(chance, f"{year}-03-01", f"{year}-12-10", held).astype(str))):
            yield {
                "code": f"HB{year}{kind[:4].upper()}{k + 1:03d}",
                "kind": kind,
                "name": f"{word}第{k + 1}期",
                "area": DISTRICTS[k % len(DISTRICTS)].code if kind != "exchange" else CITY_CODE,
                "school": None,
                "n_people": plan.scaled(per_thousand, least=12),
                "on": str(on),
            }
