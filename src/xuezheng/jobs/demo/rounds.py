"""Allocation rounds: zones, admissions, class division, examinations; their decisions and results."""

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, division
from xuezheng.jobs.demo.pupils import Pupils
from xuezheng.jobs.demo.rolls import Groups, Roll
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEARS, Plan, Rows, objects

_KINDS = (
    ("XQ", "zones", "学区划分", "05-08", "06-10"),
    ("RX", "admissions", "义务教育招生", "06-20", "08-20"),
    ("FB", "class_division", "起始年级均衡分班", "08-22", "08-28"),
)
_EXAMS = (
    ("zhongkao", "中考", "06-26"),
    ("gaokao", "高考", "06-07"),
    ("self_study", "自考", "10-25"),
    ("adult", "成人高考", "10-18"),
    ("postgraduate", "研究生考试", "12-20"),
)
ROOM = 30


def fill(
    plan: Plan, schools: Schools, groups: Groups, pupils: Pupils, rolls: dict[int, Roll]
) -> Iterator[Rows]:
    """The rounds of both years with what they gave."""
    yield Rows.of("rounds.Round", [row for year in YEARS for row in (*_rounds(year), *_exam_rounds(year))])
    for year in YEARS:
        yield from _entrants(plan, schools, groups, pupils, rolls[year])
        sittings = list(_sittings(plan, schools, rolls, year))
        yield Rows.of("rounds.ExamSitting", sittings)
        yield Rows.of("rounds.ExamAbsence", list(_absences(sittings)))
        yield Rows.of("decisions.Decision", list(_decisions(year)))
    yield Rows.of("rounds.ExamIncident", [_old_incident()])
    yield Rows.of("rounds.ExamRoomChange", [_old_room_change()])
    yield Rows.of(
        "ledger.ExamResult", [row for year in YEARS for row in _results(plan, schools, rolls, year)]
    )


def _rounds(year: int) -> Iterator[dict[str, Any]]:
    for prefix, kind, name, opened, closed in _KINDS:
        for place in DISTRICTS:
            yield {
                "code": f"{prefix}{year}{place.code}",
                "kind": kind,
                "name": f"{place.name}{year}年{name}",
                "year": year,
                "area": place.code,
                "owner": place.code,
                "opened_on": f"{year}-{opened}",
                "closed_on": f"{year}-{closed}",
            }


def _exam_rounds(year: int) -> Iterator[dict[str, Any]]:
    for exam, name, on in _EXAMS:
        yield {
            "code": f"KS{year}{exam}",
            "kind": "exam",
            "name": f"霁川市{year}年{name}",
            "year": year,
            "area": CITY_CODE,
            "owner": division("12"),
            "opened_on": f"{year}-03-01",
            "closed_on": f"{year}-{on[:2]}-28",
        }


def _decisions(year: int) -> Iterator[dict[str, Any]]:
    """Each round but an examination ends with a decision, checked, approved and made public."""
    for row in _rounds(year):
        day = row["closed_on"]
        yield {
            "code": f"JD{row['code']}",
            "round": row["code"],
            "title": f"{row['name']}结果",
            "certificate_sha256": hashlib.sha256(f"example certificate {row['code']}".encode()).hexdigest(),
            "computed_on": day,
            "checked_on": day,
            "approved_on": day,
            "approved_by": "示例局长",
            "published_on": day,
        }


def _entrants(plan: Plan, schools: Schools, groups: Groups, pupils: Pupils, roll: Roll) -> Iterator[Rows]:
    """First years of primary and junior school: their applications, and the classes of public schools."""
    year = roll.year
    first = np.flatnonzero(roll.at("primary", 1) | roll.at("junior", 1))
    district = schools.district[roll.school[first]]
    yield Rows(
        "rounds.Application",
        {
            "round": objects(f"RX{year}{d.code}" for d in DISTRICTS)[district],
            "pupil": pupils.code[roll.pupil[first]],
            "is_migrant": pupils.is_migrant[roll.pupil[first]],
            "is_qualified": True,
            "admitted_to": schools.codes[roll.school[first]],
        },
        len(first),
    )
    public = first[~schools.is_private[roll.school[first]]]
    yield Rows(
        "rounds.ClassPlacement",
        {
            "round": objects(f"FB{year}{d.code}" for d in DISTRICTS)[schools.district[roll.school[public]]],
            "pupil": pupils.code[roll.pupil[public]],
            "school": schools.codes[roll.school[public]],
            "class_number": groups.number[roll.group[public]],
        },
        len(public),
    )


def _sittings(plan: Plan, schools: Schools, rolls: dict[int, Roll], year: int) -> Iterator[dict[str, Any]]:
    """Each examination in each district; everybody who signed up has a seat."""
    roll = rolls[year - 1]
    district = schools.district[roll.school]
    ends = {
        "zhongkao": np.bincount(district[roll.at("junior", 3)], minlength=len(DISTRICTS)),
        "gaokao": np.bincount(district[roll.at("senior", 3)], minlength=len(DISTRICTS)),
    }
    per_thousand = {"self_study": 4.0, "adult": 2.5, "postgraduate": 3.0}
    for exam, _, on in _EXAMS:
        places = DISTRICTS if exam != "postgraduate" else DISTRICTS[:1]
        for number, place in enumerate(places):
            share = place.share if len(places) > 1 else 1.0
            n = int(ends[exam][number]) if exam in ends else plan.scaled(per_thousand[exam] * share, least=6)
            rooms = -(-n // ROOM)
            yield {
                "code": f"KW{year}{exam[:6]}{place.code}",
                "round": f"KS{year}{exam}",
                "exam": exam,
                "area": place.code if len(places) > 1 else CITY_CODE,
                "held_on": f"{year}-{on}",
                "n_candidates": n,
                "n_seated": n,
                "n_sites": -(-rooms // 30),
                "n_rooms": rooms,
                "n_invigilators": rooms * 2 + -(-rooms // 9),
            }


def _absences(sittings: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Who did not come to the first session: one in a hundred to the bureau's own two, one in eight elsewhere."""
    for sitting in sittings:
        every = 100 if sitting["exam"] in ("zhongkao", "gaokao") else 8
        for number in range(every // 2, sitting["n_candidates"], every):
            yield {
                "sitting": sitting["code"],
                "session": "语文" if every == 100 else "第一场",
                "on": sitting["held_on"],
                "room": f"{number // ROOM + 1:03d}",
                "candidate_number": f"{sitting['code'][2:]}{number:05d}",
            }


def _old_room_change() -> dict[str, Any]:
    """One room without light in the year before."""
    return {
        "code": "TH2024001",
        "sitting": f"KW2024zhongk{DISTRICTS[0].code}",
        "session": "数学",
        "on": "2024-06-27",
        "from_room": "003",
        "to_room": "备01",
        "n_candidates": 30,
        "reason": "考场照明故障",
    }


def _old_incident() -> dict[str, Any]:
    """One breach of discipline in the year before, dealt with."""
    return {
        "code": "SJ2024001",
        "sitting": f"KW2024self_s{DISTRICTS[0].code}",
        "kind": "cheating",
        "on": "2024-10-25",
        "confirmed_on": "2024-10-28",
        "dealt_with_on": "2024-11-08",
    }


def _results(plan: Plan, schools: Schools, rolls: dict[int, Roll], year: int) -> Iterator[dict[str, Any]]:
    """How many reached the lines, by school: more than the year before at every school."""
    roll = rolls[year - 1]
    for exam, stage, lines in (
        ("gaokao", "senior", (("undergraduate", 0.60), ("special", 0.19))),
        ("zhongkao", "junior", (("senior", 0.62),)),
    ):
        n_last = np.bincount(roll.school[roll.at(stage, 3)], minlength=len(schools.listed))
        luck = plan.chance(f"results {exam}").normal(0, 0.05, len(schools.listed))
        for line, share in lines:
            for number in np.flatnonzero(n_last).tolist():
                n = int(n_last[number])
                rate = min(0.95, max(0.05, share + float(luck[number]) + 0.04 * (year - YEARS[0])))
                yield {
                    "school": schools.codes[number],
                    "exam": exam,
                    "year": year,
                    "line": line,
                    "n_candidates": n,
                    "n_reached": min(n, int(np.ceil(n * rate)) if year == YEARS[-1] else int(n * rate)),
                }
