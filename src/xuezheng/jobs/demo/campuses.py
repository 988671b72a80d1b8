"""What schools have and offer beside lessons: grounds, safety, after-school service, health."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.returns import Premises
from xuezheng.jobs.demo.schools import STAGES, Schools
from xuezheng.jobs.demo.shapes import SCHOOL_YEARS, YEAR, YEARS, Plan, Rows, objects
from xuezheng.jobs.demo.teachers import Slots

#: Of the pupils of each stage in the order of STAGES: after school, passing and good at sport, short-sighted.
_AFTER_SCHOOL = np.array([0.0, 0.93, 0.95, 0.0, 0.0, 0.0])
_PASSING = np.array([0.0, 0.985, 0.972, 0.955, 0.948, 0.9])
_GOOD = np.array([0.0, 0.62, 0.54, 0.47, 0.42, 0.3])
_MYOPIC = np.array([0.0, 0.34, 0.62, 0.76, 0.71, 0.2])
#: Children with disabilities by way of teaching, of a thousand pupils of the city.
_PLACED = (("inclusive", 1.6), ("home", 0.35), ("none", 0.04))


def fill(plan: Plan, schools: Schools, slots: Slots, premises: Premises) -> Iterator[Rows]:
    """The yearly forms of campuses and wellbeing, and where children with disabilities are taught."""
    n = len(schools.listed)
    pupils = np.bincount(slots.school, weights=slots.pupils.max(axis=0), minlength=n)
    floors = np.bincount(slots.school, weights=premises.teaching_m2 + premises.sports_m2, minlength=n)
    used = np.flatnonzero(pupils)
    for year in YEARS:
        yield _campuses(plan, schools, used, pupils, floors, year)
    for at, year in enumerate(SCHOOL_YEARS):
        yield _wellbeing(plan, schools, slots, at, year)
    yield Rows.of("registers.SpecialPlacement", [row for year in YEARS for row in _placed(plan, year)])


def _campuses(
    plan: Plan, schools: Schools, used: np.ndarray, pupils: np.ndarray, floors: np.ndarray, year: int
) -> Rows:
    """Every school is guarded and enclosed in the reported year; some were not before."""
    luck = plan.chance("campuses").random((3, len(schools.listed)))[:, used]
    land = np.round(floors[used] * (1.5 + luck[0]), 0)
    is_safe = (luck[1] < 0.93) | (year == YEAR)
    has_canteen = pupils[used] > 60
    return Rows(
        "registers.Campus",
        {
            "school": schools.codes[used],
            "year": year,
            "land_area_m2": land,
            "green_area_m2": np.round(land * 0.28, 0),
            "n_laboratories": (pupils[used] // 90).astype(int),
            "n_dormitory_beds": np.where(schools.is_rural[used], pupils[used] * 0.2, 0).astype(int),
            "has_canteen": has_canteen,
            "has_open_kitchen": has_canteen & is_safe,
            "has_central_heating": luck[2] < (0.9 if year == YEAR else 0.86),
            "has_guards": is_safe,
            "n_guards": np.maximum(2, pupils[used] // 400).astype(int) * is_safe,
            "has_alarm": is_safe,
            "is_enclosed": is_safe,
            "has_crossing_guard": is_safe,
            "n_buses": (luck[2] < 0.05).astype(int) * 2,
            "received_on": f"{year}-11-20",
        },
        len(used),
    )


def _wellbeing(plan: Plan, schools: Schools, slots: Slots, at: int, year: int) -> Rows:
    """Fitter and less short-sighted every year."""
    used = np.flatnonzero(slots.pupils[at] * (slots.stage > 0))
    stage, pupils = slots.stage[used], slots.pupils[at][used]
    luck = plan.chance("wellbeing").normal(1, 0.02, slots.n)[used]

    def of(shares: np.ndarray, better: float) -> np.ndarray:
        rates = np.clip(shares[stage] * luck * (1 + better * at), 0, 1)
        return np.floor(pupils * rates).astype(int)

    passed = of(_PASSING, 0.004)
    return Rows(
        "registers.WellbeingReturn",
        {
            "school": schools.codes[slots.school[used]],
            "school_year": year,
            "stage": objects(STAGES)[stage],
            "n_pupils": pupils,
            "n_after_school": of(_AFTER_SCHOOL, 0.01),
            "n_fitness_tested": pupils,
            "n_fitness_passed": passed,
            "n_fitness_good": np.minimum(passed, of(_GOOD, 0.03)),
            "n_eyes_tested": pupils,
            "n_myopic": of(_MYOPIC, -0.015),
            "n_counsellors": np.where(pupils > 150, 1 + pupils // 1000, 0),
            "received_on": f"{year}-11-25",
        },
        len(used),
    )


def _placed(plan: Plan, year: int) -> Iterator[dict[str, Any]]:
    for place in DISTRICTS:
        for mode, per_thousand in (("special_school", 3.5), *_PLACED):
            n = round(plan.pupils * place.share * per_thousand / 1000 * (0.95 if year < YEAR else 1))
            yield {
                "area": place.code,
                "school_year": year,
                "mode": mode,
                "n_children": 0 if mode == "none" and year == YEAR else max(1, n),
            }
