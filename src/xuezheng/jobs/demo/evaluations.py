"""What evaluations look at beside the returns: music and art rooms, surveys, monitoring, pay."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.schools import STAGES, Schools
from xuezheng.jobs.demo.shapes import YEARS, Plan, Rows
from xuezheng.jobs.demo.teachers import Slots

#: A music room and an art room for every so many classes, and their sizes in old schools and new.
_CLASSES_A_ROOM = 12
_ROOMS_M2 = (("music", 78, 102), ("art", 72, 96))
_NEW_SINCE = "2017"
_COMPULSORY = (STAGES.index("primary"), STAGES.index("junior"))
_TESTED = (("primary", "数学"), ("junior", "科学"))


def fill(plan: Plan, schools: Schools, slots: Slots) -> Iterator[Rows]:
    """All of them, for every school that teaches compulsory grades and every district and year."""
    yield Rows.of("registers.SubjectRoom", list(_rooms(schools, slots)))
    yield Rows.of("ledger.Survey", [row for year in YEARS for row in _surveys(plan, year)])
    yield Rows.of("ledger.QualityMonitoring", [row for year in YEARS for row in _monitoring(plan, year)])
    yield Rows.of("ledger.PayComparison", [row for year in YEARS for row in _pay(plan, year)])


def _rooms(schools: Schools, slots: Slots) -> Iterator[dict[str, Any]]:
    chosen = np.isin(slots.stage, _COMPULSORY)
    most = slots.classes.max(axis=0) * chosen
    classes = np.bincount(slots.school, weights=most, minlength=len(schools.listed)).astype(int)
    for number in np.flatnonzero(classes).tolist():
        school = schools.listed[number]
        is_new = school.opened_on >= _NEW_SINCE
        for kind, old_m2, new_m2 in _ROOMS_M2:
            for place in range(1, -(-int(classes[number]) // _CLASSES_A_ROOM) + 1):
                yield {
                    "code": f"{kind[0].upper()}{school.code}-{place:02d}",
                    "school": school.code,
                    "kind": kind,
                    "area_m2": new_m2 if is_new else old_m2,
                    "opened_on": school.opened_on,
                }


def _surveys(plan: Plan, year: int) -> Iterator[dict[str, Any]]:
    """Compulsory education is liked a little better than kindergartens; both more than the year before."""
    chance = plan.chance(f"surveys {year}")
    for place in DISTRICTS:
        for subject, liked in (("compulsory", 0.905), ("preschool", 0.885)):
            valid = int(chance.integers(900, 1500))
            share = liked + 0.01 * YEARS.index(year) + float(chance.uniform(-0.012, 0.012))
            yield {"area": place.code, "year": year, "subject": subject, "n_valid": valid,
                   "n_satisfied": round(valid * share), "agency": "市统计局社情民意调查中心"}  # fmt: skip


def _monitoring(plan: Plan, year: int) -> Iterator[dict[str, Any]]:
    chance = plan.chance(f"monitoring {year}")
    for place in DISTRICTS:
        for stage, subject in _TESTED:
            tested = int(chance.integers(280, 340))
            yield {
                "area": place.code,
                "year": year,
                "stage": stage,
                "subject": subject,
                "n_tested": tested,
                "n_at_level_three": round(tested * float(chance.uniform(0.76, 0.86))),
                "difference_rate": f"{float(chance.uniform(0.09, 0.145)):.4f}",
                "document_number": f"监测通报〔{year}〕{DISTRICTS.index(place) + 1}号",
            }


def _pay(plan: Plan, year: int) -> Iterator[dict[str, Any]]:
    chance = plan.chance(f"pay {year}")
    for place in DISTRICTS:
        others = int(chance.integers(88_000, 98_000)) + 3_000 * YEARS.index(year)
        yield {"area": place.code, "year": year, "teacher_yuan": others + int(chance.integers(0, 2_000)),
               "civil_servant_yuan": others, "source": "县区人社部门"}  # fmt: skip
