"""Who sat in which class in which school year, and how they came and went."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xuezheng.jobs.demo.cohorts import FIRST_LEVEL, PHASE, TOP, Cohorts, Leaving
from xuezheng.jobs.demo.pupils import Pupils
from xuezheng.jobs.demo.schools import STAGES, Schools
from xuezheng.jobs.demo.shapes import SCHOOL_YEARS, Plan, Rows, between, objects

#: Most pupils of a class at each stage: the norms of 2016 and 2017 (kindergarten's youngest, 25).
CLASS_LIMIT = {"preschool": 25, "primary": 45, "junior": 50, "senior": 50, "vocational": 45, "special": 12}
_LETTER = dict(zip(STAGES, "KPJSVX", strict=True))
_LEVELS = TOP + 3
SENIOR, VOCATIONAL, SPECIAL = STAGES.index("senior"), STAGES.index("vocational"), STAGES.index("special")


@dataclass(frozen=True)
class Roll:
    """The roll of one school year on census day, one element a pupil on it."""

    year: int
    pupil: np.ndarray
    stage: np.ndarray
    grade: np.ndarray
    school: np.ndarray
    #: Number of the class among those that go through a phase together.
    group: np.ndarray
    is_boarder: np.ndarray

    @property
    def n(self) -> int:
        return len(self.pupil)

    def at(self, stage: str, grade: int | None = None) -> np.ndarray:
        """Which of the roll are at a stage (and grade)."""
        found = self.stage == STAGES.index(stage)
        return found if grade is None else found & (self.grade == grade)


@dataclass(frozen=True)
class Groups:
    """Classes as they go through a phase: school, stage, level of 2025 and number of each."""

    school: np.ndarray
    stage: np.ndarray
    level: np.ndarray
    number: np.ndarray
    #: (4, n_pupils): the group each pupil is in at each phase, -1 for none.
    of_pupil: np.ndarray

    def grade(self, year: int) -> np.ndarray:
        level = self.level - (SCHOOL_YEARS[-1] - year)
        inside = np.clip(level, 0, TOP)
        start = np.where(self.stage == SPECIAL, FIRST_LEVEL[1], np.array(FIRST_LEVEL)[PHASE[inside]])
        return level - start + 1

    def codes(self, schools: Schools, year: int) -> np.ndarray:
        """Class codes of a year: school, year, stage and grade, number."""
        rows = zip(
            self.school.tolist(),
            self.stage.tolist(),
            self.grade(year).tolist(),
            self.number.tolist(),
            strict=True,
        )
        return objects(
            f"{schools.codes[school]}-{year}-{_LETTER[STAGES[stage]]}{grade}-{number:02d}"
            for school, stage, grade, number in rows
        )


def divide(cohorts: Cohorts, schools: Schools) -> Groups:
    """Divide everybody who enters a school in one year into classes of equal size within the norm."""
    parts, of_pupil, n_so_far = [], np.full((4, cohorts.n), -1, np.int32), 0
    for phase in range(4):
        who = np.flatnonzero((cohorts.school[phase] >= 0) & (cohorts.level >= FIRST_LEVEL[phase]))
        stage = _stage_of(cohorts, phase, who)
        key = (stage * len(schools.listed) + cohorts.school[phase, who]) * _LEVELS + cohorts.level[who]
        kinds, place, n_pupils = np.unique(key, return_inverse=True, return_counts=True)
        limit = np.array([CLASS_LIMIT[s] for s in STAGES])[kinds // _LEVELS // len(schools.listed)]
        n_classes = -(-n_pupils // limit)
        first = n_so_far + np.r_[0, np.cumsum(n_classes)[:-1]]
        of_pupil[phase, who] = first[place] + _rank(place) % n_classes[place]
        which = np.repeat(np.arange(len(kinds)), n_classes)
        number = np.arange(len(which)) - np.repeat(first - n_so_far, n_classes) + 1
        parts.append((kinds[which], number))
        n_so_far += len(which)
    kinds, number = (np.concatenate(column) for column in zip(*parts, strict=True))
    school = kinds // _LEVELS % len(schools.listed)
    return Groups(school, kinds // _LEVELS // len(schools.listed), kinds % _LEVELS, number, of_pupil)


def _stage_of(cohorts: Cohorts, phase: int, who: np.ndarray) -> np.ndarray:
    stage = np.full(len(who), phase, np.int64)
    if phase in (1, 2):
        stage[cohorts.is_special[who]] = SPECIAL
    if phase == SENIOR:
        stage[cohorts.is_vocational[who]] = VOCATIONAL
    return stage


def _rank(place: np.ndarray) -> np.ndarray:
    """Each element's number among those with the same value, in order."""
    order = np.argsort(place, kind="stable")
    ordered = place[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(order) else np.array([], int)
    rank = np.empty(len(place), np.int64)
    rank[order] = np.arange(len(place)) - np.repeat(starts, np.diff(np.r_[starts, len(place)]))
    return rank


def call(plan: Plan, cohorts: Cohorts, schools: Schools, groups: Groups, year: int) -> Roll:
    """The roll of a school year."""
    level = cohorts.level_in(year)
    on_roll = (cohorts.first_year <= year) & (year <= cohorts.last_year) & (level >= 0) & (level <= TOP)
    phase = PHASE[np.clip(level, 0, TOP)]
    school = np.take_along_axis(cohorts.school, phase[None], 0)[0]
    pupil = np.flatnonzero(on_roll & (school >= 0))
    group = groups.of_pupil[phase[pupil], pupil]
    rural = schools.is_rural[school[pupil]]
    boards = plan.chance("boarders").random(cohorts.n)[pupil]
    upper = phase[pupil] >= SENIOR
    limit = np.select(
        [upper, rural & (phase[pupil] == 2), rural & (level[pupil] >= 6)], [0.7, 0.5, 0.15], 0.0
    )
    return Roll(
        year=year,
        pupil=pupil,
        stage=groups.stage[group],
        grade=groups.grade(year)[group],
        school=school[pupil],
        group=group,
        is_boarder=boards < limit,
    )


def fill(schools: Schools, groups: Groups, pupils: Pupils, roll: Roll) -> Iterator[Rows]:
    """The classes and the enrolments of one school year."""
    codes = groups.codes(schools, roll.year)
    stages = objects(STAGES)
    used = np.flatnonzero(np.bincount(roll.group, minlength=len(codes)))
    used = used[np.argsort(codes[used].astype(str), kind="stable")]
    yield Rows(
        "registers.SchoolClass",
        {
            "code": codes[used],
            "school": schools.codes[groups.school[used]],
            "school_year": roll.year,
            "stage": stages[groups.stage[used]],
            "grade": groups.grade(roll.year)[used],
            "number": groups.number[used],
        },
        len(used),
    )
    yield Rows(
        "registers.Enrolment",
        {
            "pupil": pupils.code[roll.pupil],
            "school": schools.codes[roll.school],
            "school_year": roll.year,
            "stage": stages[roll.stage],
            "grade": roll.grade,
            "school_class": codes[roll.group],
            "is_boarder": roll.is_boarder,
        },
        roll.n,
    )


def movements(plan: Plan, cohorts: Cohorts, schools: Schools, pupils: Pupils, rolls: dict[int, Roll]) -> Rows:
    """Changes on the rolls: who left in spring or summer, who came, who fell ill or was won back."""
    chance = plan.chance("movements")
    parts = [_leavings(cohorts, rolls[year], chance) for year in SCHOOL_YEARS[:-1]]
    parts += [_arrivals(cohorts, rolls[year], chance) for year in SCHOOL_YEARS[1:]]
    parts += [_absences(rolls[year], chance) for year in SCHOOL_YEARS[1:]]
    parts += [_returns(cohorts, schools, rolls[year], chance) for year in SCHOOL_YEARS[:-1]]
    who, school, stage, kind, reason, on = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((who, on))
    return Rows(
        "registers.Movement",
        {
            "pupil": pupils.code[who[order]],
            "school": schools.codes[school[order]],
            "stage": objects(STAGES)[stage[order]],
            "kind": kind[order],
            "reason": reason[order],
            "on": on[order],
        },
        len(who),
    )


Part = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]
_WHY = objects(["work", "weariness", "illness", "family"])


def _part(roll: Roll, places: np.ndarray, kind: str, reason: np.ndarray, on: np.ndarray) -> Part:
    n = len(places)
    return roll.pupil[places], roll.school[places], roll.stage[places], objects([kind] * n), reason, on


def _leavings(cohorts: Cohorts, roll: Roll, chance: np.random.Generator) -> Part:
    """Those for whom this was the last roll: dropouts in term, transfers in summer."""
    spring, summer = roll.year + 1, roll.year + 1
    parts = []
    for leaving, kind, first, last in (
        (Leaving.DROPOUT, "dropout", f"{spring}-03-01", f"{spring}-06-10"),
        (Leaving.TRANSFER_OUT, "transfer_out", f"{summer}-07-05", f"{summer}-08-25"),
        (Leaving.DEATH, "death", f"{spring}-01-10", f"{spring}-08-20"),
    ):
        gone = (cohorts.leaving[roll.pupil] == leaving) & (cohorts.last_year[roll.pupil] == roll.year)
        places = np.flatnonzero(gone)
        n = len(places)
        reason = {
            Leaving.DROPOUT: _WHY[chance.integers(0, len(_WHY), n)],
            Leaving.TRANSFER_OUT: objects(["moved"] * n),
            Leaving.DEATH: objects([""] * n),
        }[leaving]
        parts.append(_part(roll, places, kind, reason, between(chance, first, last, n)))
    return _joined(parts)


def _arrivals(cohorts: Cohorts, roll: Roll, chance: np.random.Generator) -> Part:
    places = np.flatnonzero(cohorts.first_year[roll.pupil] == roll.year)
    on = between(chance, f"{roll.year}-08-15", f"{roll.year}-08-31", len(places))
    return _part(roll, places, "transfer_in", objects(["moved"] * len(places)), on)


def _absences(roll: Roll, chance: np.random.Generator) -> Part:
    """Suspensions in the autumn for illness: still on the roll."""
    places = np.flatnonzero((roll.stage == 2) & (chance.random(roll.n) < 0.0015))
    on = between(chance, f"{roll.year}-10-08", f"{roll.year}-12-20", len(places))
    return _part(roll, places, "suspension", objects(["illness"] * len(places)), on)


def _returns(cohorts: Cohorts, schools: Schools, roll: Roll, chance: np.random.Generator) -> Part:
    """Junior pupils who stayed away in spring and were won back within weeks (控辍保学)."""
    is_junior = (roll.stage == 2) & schools.is_rural[roll.school] & (roll.grade == 1)
    is_junior &= cohorts.last_year[roll.pupil] > roll.year
    places = np.flatnonzero(is_junior & (chance.random(roll.n) < 0.001))
    away = between(chance, f"{roll.year + 1}-03-03", f"{roll.year + 1}-04-10", len(places))
    weary = objects(["weariness"] * len(places))
    gone = _part(roll, places, "dropout", weary, away)
    back = _part(roll, places, "return", objects([""] * len(places)), away + 14)
    return _joined([gone, back])


def _joined(parts: list[Part]) -> Part:
    joined = tuple(np.concatenate(column) for column in zip(*parts, strict=True))
    return joined  # type: ignore[return-value]
