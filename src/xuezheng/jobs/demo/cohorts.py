"""The children of the city: which year they are in, when they came and went, where they go to school.

Each child has a `level`: the year it is in (or would be in) on 1 September 2025, counted from the
first year of kindergarten (0–2), through primary (3–8) and junior (9–11), to senior or vocational
school (12–14). A year earlier everybody was one level lower.
"""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from xuezheng.jobs.demo.founding import NEW_KINDERGARTEN_ON
from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.schools import SHARES, Schools
from xuezheng.jobs.demo.shapes import SCHOOL_YEARS, YEAR, Plan, shared_out

#: Share of the roll of 2025 at each level; births have been falling.
_AT_LEVEL = (
    0.0450, 0.0490, 0.0535,
    0.0665, 0.0690, 0.0715, 0.0740, 0.0765, 0.0792,
    0.0735, 0.0740, 0.0743,
    0.0640, 0.0645, 0.0655,
)  # fmt: skip
TOP = len(_AT_LEVEL) - 1
FIRST_LEVEL = (0, 3, 9, 12)
#: The part of a child's schooling (kindergarten, primary, junior, upper) at each level.
PHASE = np.repeat(np.arange(4), np.diff((*FIRST_LEVEL, TOP + 1)))

IN_KINDERGARTEN = 0.925
GOES_ON = 0.94
_RURAL_DROPOUT = {9: 0.0022, 3: 0.0003}
_TRANSFERRED = 0.004


class Leaving(IntEnum):
    """Why a child is no longer on the roll, where that is more than finishing school."""

    NONE = 0
    DROPOUT = 1
    TRANSFER_OUT = 2
    DEATH = 3


@dataclass
class Cohorts:
    """One element a child, in random order."""

    level: np.ndarray
    first_year: np.ndarray
    last_year: np.ndarray
    leaving: np.ndarray
    district: np.ndarray
    #: (4, n): the school of each phase by number, -1 for none.
    school: np.ndarray
    is_special: np.ndarray
    is_vocational: np.ndarray

    @property
    def n(self) -> int:
        return len(self.level)

    def picked(self, order: np.ndarray) -> "Cohorts":
        return Cohorts(**{f.name: getattr(self, f.name)[..., order] for f in fields(self)})

    def level_in(self, school_year: int) -> np.ndarray:
        return self.level - (YEAR - school_year)


def gather(plan: Plan, schools: Schools) -> Cohorts:
    """All children who were on a roll in any of the school years; exactly `plan.pupils` in 2025."""
    chance = plan.chance("cohorts")
    blocks = [*_present(plan), *_finished(plan), *_left(plan, chance)]
    level, first, last, leaving = (
        np.concatenate([np.full(n, block[i], np.int16) for n, block in blocks]) for i in range(4)
    )
    n = len(level)
    district = chance.choice(len(DISTRICTS), n, p=[d.share for d in DISTRICTS]).astype(np.int8)
    special = (PHASE[np.minimum(level, TOP)] == 1) | (PHASE[np.minimum(level, TOP)] == 2)
    special &= (leaving == Leaving.NONE) & (last == YEAR)
    special &= chance.random(n) < SHARES["special"] / (SHARES["primary"] + SHARES["junior"])
    cohorts = Cohorts(
        level=level,
        first_year=first,
        last_year=last,
        leaving=leaving,
        district=district,
        school=np.full((4, n), -1, np.int32),
        is_special=special,
        is_vocational=chance.random(n) < SHARES["vocational"] / (SHARES["vocational"] + SHARES["senior"]),
    )
    _choose_schools(cohorts, schools, chance)
    _bring_in_newcomers(cohorts, chance)
    return cohorts.picked(chance.permutation(n))


Block = tuple[int, tuple[int, int, int, int]]


def _present(plan: Plan) -> list[Block]:
    """Children on the roll of 2025."""
    counts = shared_out(plan.pupils, _AT_LEVEL)
    return [(n, (level, SCHOOL_YEARS[0], YEAR, Leaving.NONE)) for level, n in enumerate(counts)]


def _finished(plan: Plan) -> list[Block]:
    """Those who finished senior or vocational school, or did not go on after junior school."""
    top = [(plan.scaled(66.0), (TOP + 1, 2023, 2024, Leaving.NONE))]
    top += [(plan.scaled(66.5), (TOP + 2, 2023, 2023, Leaving.NONE))]
    stayed_away = (1 - GOES_ON) / GOES_ON
    junior = [
        (plan.scaled(1000 * _AT_LEVEL[level] * stayed_away), (level, 2023, YEAR - (level - 11), Leaving.NONE))
        for level in (12, 13)
    ]
    return [*top, *junior]


def _left(plan: Plan, chance: np.random.Generator) -> list[Block]:
    """Those who dropped out, moved away or died in the spring and summer after a school year."""
    blocks: list[Block] = []
    for last in SCHOOL_YEARS[:-1]:
        older = YEAR - last
        worse = 1.25 if last == SCHOOL_YEARS[0] else 1.0
        for first_level, n_levels, rate in ((9, 3, _RURAL_DROPOUT[9]), (3, 6, _RURAL_DROPOUT[3])):
            pupils = plan.pupils * sum(_AT_LEVEL[first_level : first_level + n_levels])
            n = max(1, round(pupils * 0.3 * rate * worse))
            levels = first_level + chance.integers(0, n_levels, n)
            blocks += [(1, (int(lv) + older, 2023, last, Leaving.DROPOUT)) for lv in levels]
        for level in range(3, 11):
            n = round(plan.pupils * _AT_LEVEL[level] * _TRANSFERRED)
            blocks += [(n, (level + older, 2023, last, Leaving.TRANSFER_OUT))] * (n > 0)
        n = plan.scaled(0.05, least=0)
        blocks += [(1, (int(lv) + older, 2023, last, Leaving.DEATH)) for lv in chance.integers(3, 11, n)]
    return blocks


def _choose_schools(cohorts: Cohorts, schools: Schools, chance: np.random.Generator) -> None:
    """A school for each phase, in the child's own district, larger schools more often."""
    drops_out = cohorts.leaving == Leaving.DROPOUT
    rural_districts = [i for i, d in enumerate(DISTRICTS) if d.rural >= 0.4]
    cohorts.district[drops_out] = chance.choice(rural_districts, int(drops_out.sum()))
    for district in range(len(DISTRICTS)):
        of_district = np.flatnonzero(cohorts.district == district)
        for phase, stage in enumerate(("preschool", "primary", "junior", "senior")):
            numbers = schools.teaching(stage, district)
            cohorts.school[phase, of_district] = _drawn(schools, numbers, len(of_district), chance)
        for phase, stage in ((1, "primary"), (2, "junior")):
            rural = [s for s in schools.teaching(stage, district) if schools.is_rural[s]]
            who = of_district[drops_out[of_district]]
            if rural and len(who):
                cohorts.school[phase, who] = _drawn(schools, rural, len(who), chance)
    _send_to_new_kindergartens_only_from_their_opening(cohorts, schools, chance)
    _send_to_vocational_and_special_schools(cohorts, schools, chance)
    stayed_home = chance.random(cohorts.n) >= IN_KINDERGARTEN
    cohorts.school[0, (cohorts.level > 2) & stayed_home] = -1


def _drawn(schools: Schools, numbers: list[int], n: int, chance: np.random.Generator) -> np.ndarray:
    sizes = np.array([schools.listed[number].size for number in numbers])
    return np.array(numbers)[chance.choice(len(numbers), n, p=sizes / sizes.sum())]


def _send_to_new_kindergartens_only_from_their_opening(
    cohorts: Cohorts, schools: Schools, chance: np.random.Generator
) -> None:
    """A kindergarten opened in 2025 has a first year only."""
    new = {i for i in schools.teaching("preschool") if schools.listed[i].opened_on == NEW_KINDERGARTEN_ON}
    too_old = np.flatnonzero(np.isin(cohorts.school[0], list(new)) & (cohorts.level > 0))
    for who in too_old:
        older = [i for i in schools.teaching("preschool", int(cohorts.district[who])) if i not in new]
        cohorts.school[0, who] = chance.choice(older)


def _send_to_vocational_and_special_schools(
    cohorts: Cohorts, schools: Schools, chance: np.random.Generator
) -> None:
    """Half of a county's vocational pupils stay in the county; others go to the city's schools."""
    city = [i for i in schools.teaching("vocational") if schools.listed[i].is_city_run]
    vocational = np.flatnonzero(cohorts.is_vocational)
    cohorts.school[3, vocational] = _drawn(schools, city, len(vocational), chance)
    stays = chance.random(len(vocational)) < 0.5
    special = np.flatnonzero(cohorts.is_special)
    for district in range(len(DISTRICTS)):
        near = [i for i in schools.teaching("vocational", district) if i not in city]
        who = vocational[stays & (cohorts.district[vocational] == district)]
        if near:
            cohorts.school[3, who] = _drawn(schools, near, len(who), chance)
        near = schools.teaching("special", district) or schools.teaching("special")
        who = special[cohorts.district[special] == district]
        for phase in (1, 2):
            cohorts.school[phase, who] = _drawn(schools, near, len(who), chance)


def _bring_in_newcomers(cohorts: Cohorts, chance: np.random.Generator) -> None:
    """A few of those on the roll moved to the city before the years 2024 and 2025."""
    middle = np.isin(cohorts.level, (5, 6, 7, 8, 11)) & (cohorts.leaving == Leaving.NONE)
    middle &= (cohorts.last_year == YEAR) & ~cohorts.is_special
    newcomers = np.flatnonzero(middle & (chance.random(cohorts.n) < 2 * _TRANSFERRED))
    cohorts.first_year[newcomers] = np.where(chance.random(len(newcomers)) < 0.5, 2024, 2025)
