"""The pupils of the register: birthdays, names, numbers, and what is known of their families."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xuezheng.jobs.demo.cohorts import TOP, Cohorts
from xuezheng.jobs.demo.identity_numbers import Births, id_numbers, temporary_number
from xuezheng.jobs.demo.names import full_names
from xuezheng.jobs.demo.places import DISTRICTS, ETHNIC_COUNTY, ETHNIC_GROUP, ETHNIC_SHARE
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, Plan, Rows, objects

#: Pupils whose names and numbers are made at a time.
_PART = 100_000
_ELSEWHERE = np.array([990202, 990221, 990305, 990403])


@dataclass(frozen=True)
class Pupils:
    """What the other subjects ask about each child; `code` says nothing about it."""

    code: np.ndarray
    is_male: np.ndarray
    born_on: np.ndarray
    ethnic_group: np.ndarray
    is_migrant: np.ndarray
    is_left_behind: np.ndarray
    is_orphan: np.ndarray
    disability: np.ndarray


def describe(plan: Plan, schools: Schools, cohorts: Cohorts) -> Pupils:
    """Draw what is known of each child; migrant children all found a place in a public school."""
    chance = plan.chance("pupils")
    n = cohorts.n
    migrant = np.array([d.migrant for d in DISTRICTS])[cohorts.district]
    left_behind = np.array([d.left_behind for d in DISTRICTS])[cohorts.district]
    is_migrant = (chance.random(n) < migrant) & ~schools.is_private[cohorts.school[1:3]].any(axis=0)
    return Pupils(
        code=objects(f"P{number:09d}" for number in range(1, n + 1)),
        is_male=chance.random(n) < 0.525,
        born_on=_birthdays(cohorts, chance),
        ethnic_group=_ethnic_groups(cohorts, chance),
        is_migrant=is_migrant,
        is_left_behind=~is_migrant & (cohorts.level >= 3) & (chance.random(n) < left_behind),
        is_orphan=_orphans(cohorts, chance),
        disability=_disabilities(cohorts, chance),
    )


def fill(plan: Plan, cohorts: Cohorts, pupils: Pupils) -> Iterator[Rows]:
    """The register of pupils, in the order of their codes."""
    chance = plan.chance("names and numbers of pupils")
    districts = np.array([int(d.code) for d in DISTRICTS])
    came = pupils.is_migrant | (chance.random(cohorts.n) < 0.03)
    region = np.where(came, _ELSEWHERE[chance.integers(0, 4, cohorts.n)], districts[cohorts.district])
    numbers = id_numbers(Births(region, pupils.born_on, pupils.is_male))
    for start in range(0, cohorts.n, _PART):
        part = slice(start, min(start + _PART, cohorts.n))
        yield _register(pupils, numbers[part], part, chance)


def _register(pupils: Pupils, numbers: np.ndarray, part: slice, chance: np.random.Generator) -> Rows:
    n = len(numbers)
    roll, numbers = _roll_numbers(numbers, chance)
    return Rows(
        "registers.Pupil",
        {
            "code": pupils.code[part],
            "roll_number": roll,
            "name": full_names(chance, pupils.is_male[part]),
            "id_number": numbers,
            "sex": objects("21")[pupils.is_male[part].astype(int)],
            "born_on": pupils.born_on[part],
            "ethnic_group": pupils.ethnic_group[part],
            "is_migrant": pupils.is_migrant[part],
            "is_left_behind": pupils.is_left_behind[part],
            "is_orphan": pupils.is_orphan[part],
            "disability": pupils.disability[part],
            "guardian_phone": objects(f"1990{x:07d}" for x in chance.integers(0, 10**7, n).tolist()),
        },
        n,
    )


def _roll_numbers(numbers: np.ndarray, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """学籍号: nearly all G; a few L, temporary, of children whose ID number is not yet known."""
    roll, numbers = "G" + numbers, numbers.copy()
    for who in np.flatnonzero(chance.random(len(numbers)) < 0.006):
        roll[who] = temporary_number(numbers[who], int(chance.integers(0, 10)))
        numbers[who] = ""
    return roll, numbers


def _birthdays(cohorts: Cohorts, chance: np.random.Generator) -> np.ndarray:
    """Three years old by 31 August at level 0; one in fifty started a year late."""
    began = YEAR - 4 - cohorts.level.astype(int) - (chance.random(cohorts.n) < 0.02)
    first = (began - 1970).astype("datetime64[Y]").astype("datetime64[D]") + 243
    return first + chance.integers(0, 365, cohorts.n)


def _ethnic_groups(cohorts: Cohorts, chance: np.random.Generator) -> np.ndarray:
    """Han, but for the ethnic county and a sprinkling of others everywhere."""
    group = chance.choice(
        objects(["01", "03", "11", "05", "15"]), cohorts.n, p=[0.97, 0.012, 0.012, 0.003, 0.003]
    )
    county = [d.code for d in DISTRICTS].index(ETHNIC_COUNTY)
    group[(cohorts.district == county) & (chance.random(cohorts.n) < ETHNIC_SHARE)] = ETHNIC_GROUP
    return group


def _orphans(cohorts: Cohorts, chance: np.random.Generator) -> np.ndarray:
    """One in four hundred of the older ones; at least six in the senior schools of 2025."""
    is_orphan = (chance.random(cohorts.n) < 1 / 400) & (cohorts.level >= 3)
    senior = (
        (cohorts.level >= 12) & (cohorts.level <= TOP) & ~cohorts.is_vocational & (cohorts.last_year == YEAR)
    )
    missing = 6 - int((is_orphan & senior).sum())
    if missing > 0:
        is_orphan[np.flatnonzero(senior & ~is_orphan)[:missing]] = True
    return is_orphan


def _disabilities(cohorts: Cohorts, chance: np.random.Generator) -> np.ndarray:
    """Everybody at a special school, and a few in ordinary classes (随班就读)."""
    kinds = objects(["1", "2", "3", "9"])[chance.choice(4, cohorts.n, p=[0.12, 0.22, 0.5, 0.16])]
    has_one = cohorts.is_special | (chance.random(cohorts.n) < 0.002)
    kinds[~has_one] = ""
    return kinds
