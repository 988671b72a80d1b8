"""Teachers and other staff: enough for the classes of each school and stage, with their growth and posts."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xuezheng.jobs.demo.names import full_names
from xuezheng.jobs.demo.rolls import Roll
from xuezheng.jobs.demo.schools import STAGES, Schools
from xuezheng.jobs.demo.shapes import SCHOOL_YEARS, YEARS, Plan, Rows, between, days, objects

#: Pupils a teacher and teachers a class at each stage, in the order of STAGES: the city keeps a little
#: more than the posts norm asks (domain §13.4).
_PUPILS_A_TEACHER = np.array([13.0, 16.0, 12.4, 12.4, 16.0, 4.0])
_TEACHERS_A_CLASS = np.array([2.0, 1.7, 2.5, 2.8, 2.2, 2.0])
#: Posts by the uniform norm: pupils a post (kindergartens and special schools by the city's own).
_PUPILS_A_POST = np.array([11.0, 19.0, 13.5, 12.5, 15.0, 3.5])
_TURNOVER = 0.03
_SUPPORT = 0.12

DEGREES = ("secondary", "associate", "bachelor", "master")
_DEGREE_SHARES = np.array(
    [
        [0.04, 0.66, 0.29, 0.01],
        [0.00, 0.24, 0.73, 0.03],
        [0.00, 0.03, 0.89, 0.08],
        [0.00, 0.01, 0.84, 0.15],
        [0.00, 0.05, 0.83, 0.12],
        [0.00, 0.20, 0.76, 0.04],
    ]
)
#: The lowest degree above the one the law asks for: at primary 专科, at junior 本科 (domain §1.1.1).
ABOVE_REQUIRED = np.array([1, 1, 2, 3, 3, 2])
ARTS_AND_SPORT = ("体育", "音乐", "美术")
_SUBJECTS = objects(
    ["语文", "数学", "英语", "物理", "化学", "生物学", "历史", "地理", "道德与法治", "信息科技"]
)
_CHANNELS = objects(["open", "special_post", "state_trained", "talent", "transfer"])
_TITLES = objects(["senior", "first", "second", "third"])


@dataclass(frozen=True)
class Slots:
    """One element a school and stage that had pupils in any of the school years."""

    school: np.ndarray
    stage: np.ndarray
    #: (n_school_years, n): pupils and classes on each census day.
    pupils: np.ndarray
    classes: np.ndarray

    @classmethod
    def of(cls, schools: Schools, rolls: dict[int, Roll]) -> "Slots":
        n = len(schools.listed) * len(STAGES)
        pupils = np.array([np.bincount(_slot(roll), minlength=n) for roll in rolls.values()])
        classes = np.array([_class_counts(roll, n) for roll in rolls.values()])
        used = np.flatnonzero(pupils.any(axis=0))
        return cls(used // len(STAGES), used % len(STAGES), pupils[:, used], classes[:, used])

    @property
    def n(self) -> int:
        return len(self.school)

    def number(self, roll: Roll) -> np.ndarray:
        """The slot of each pupil on a roll."""
        return np.searchsorted(self.school * len(STAGES) + self.stage, _slot(roll))


def _slot(roll: Roll) -> np.ndarray:
    return roll.school.astype(np.int64) * len(STAGES) + roll.stage


def _class_counts(roll: Roll, n: int) -> np.ndarray:
    _, first = np.unique(roll.group, return_index=True)
    return np.bincount(_slot(roll)[first], minlength=n)


@dataclass(frozen=True)
class Staff:
    """Everybody who works or worked at a school in the years on record."""

    code: np.ndarray
    slot: np.ndarray
    is_full_time: np.ndarray
    is_in_post: np.ndarray
    is_backbone: np.ndarray
    is_arts_or_sport: np.ndarray
    degree: np.ndarray
    hired_on: np.ndarray
    left_on: np.ndarray

    @property
    def n(self) -> int:
        return len(self.slot)

    def serves(self, on: str) -> np.ndarray:
        day = days(on)[0]
        return (self.hired_on <= day) & (np.isnat(self.left_on) | (self.left_on > day))

    def counted(self, slots: Slots, year: int, what: np.ndarray) -> np.ndarray:
        """How many of each slot on census day are what is asked."""
        return np.bincount(self.slot[self.serves(f"{year}-09-01") & what], minlength=slots.n)


def employ(plan: Plan, schools: Schools, slots: Slots) -> Staff:
    """Hire for the largest roll of the three years; a few come and go each summer."""
    chance = plan.chance("teachers")
    most, classes = slots.pupils.max(axis=0), slots.classes.max(axis=0)
    needed = np.ceil(
        np.maximum(most / _PUPILS_A_TEACHER[slots.stage], classes * _TEACHERS_A_CLASS[slots.stage])
    ).astype(int)
    moving = np.array([chance.binomial(needed // 2, _TURNOVER) for _ in range(4)])
    support = np.ceil(needed * _SUPPORT).astype(int)
    counts = np.column_stack([needed - moving[0] - moving[1], *moving, support])
    slot = np.repeat(np.arange(slots.n), counts.sum(axis=1))
    kind = np.concatenate([np.repeat(np.arange(6), row) for row in counts])
    rank = _rank_from_start(counts.sum(axis=1))
    hired_on, left_on = _service(kind, chance)
    degree = _degrees(slots.stage[slot], chance)
    public = ~schools.is_private[slots.school[slot]]
    full_time = kind < 5
    return Staff(
        code=objects(f"T{number:08d}" for number in range(1, len(slot) + 1)),
        slot=slot,
        is_full_time=full_time,
        is_in_post=public & (chance.random(len(slot)) < np.where(full_time, 0.96, 0.55)),
        is_backbone=full_time & _in_reverse_rank(rank, counts, slot, np.ceil(most * 0.0125)),
        is_arts_or_sport=full_time & (rank < np.ceil(most * 0.0110)[slot]),
        degree=degree,
        hired_on=hired_on,
        left_on=left_on,
    )


def _rank_from_start(counts: np.ndarray) -> np.ndarray:
    starts = np.cumsum(counts) - counts
    return np.arange(counts.sum()) - np.repeat(starts, counts)


def _in_reverse_rank(
    rank: np.ndarray, counts: np.ndarray, slot: np.ndarray, wanted: np.ndarray
) -> np.ndarray:
    """The last ones of those who stay: other people than the first ones as far as there are enough."""
    stays = counts[:, 0][slot]
    return (rank < stays) & (rank >= stays - wanted[slot])


def _service(kind: np.ndarray, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Who stays, was hired in 2024 or 2025, or left in the summers of those years."""
    n = len(kind)
    hired = (
        between(chance, "1988-07-01", "2022-12-31", n).astype("datetime64[Y]").astype("datetime64[D]") + 243
    )
    hired = np.where(hired > days("2022-09-01")[0], days("2022-09-01")[0], hired)
    for which, year in ((1, 2024), (2, 2025)):
        chosen = kind == which
        hired[chosen] = between(chance, f"{year}-08-10", f"{year}-08-31", int(chosen.sum()))
    left = np.full(n, np.datetime64("NaT"), "datetime64[D]")
    for which, year in ((3, 2024), (4, 2025)):
        chosen = kind == which
        left[chosen] = between(chance, f"{year}-07-05", f"{year}-07-31", int(chosen.sum()))
    return hired, left


def _channels(plan: Plan, staff: Staff) -> np.ndarray:
    """How teachers came into posts; nobody knows it of those outside."""
    drawn = _CHANNELS[plan.chance("channels").choice(len(_CHANNELS), staff.n, p=[0.6, 0.2, 0.1, 0.04, 0.06])]
    return np.where(staff.is_in_post & staff.is_full_time, drawn, "")


def _degrees(stage: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    return (chance.random(len(stage))[:, None] > np.cumsum(_DEGREE_SHARES, axis=1)[stage][:, :3]).sum(axis=1)


def fill(plan: Plan, schools: Schools, slots: Slots, staff: Staff) -> Iterator[Rows]:
    """The register of staff, what they did beyond teaching, and the posts of each school."""
    chance = plan.chance("names of teachers")
    stage = slots.stage[staff.slot]
    is_male = chance.random(staff.n) < np.array([0.03, 0.28, 0.42, 0.48, 0.5, 0.3])[stage]
    yield Rows(
        "registers.Teacher",
        {
            "code": staff.code,
            "name": full_names(chance, is_male),
            "sex": objects("21")[is_male.astype(int)],
            "born_on": staff.hired_on - chance.integers(22 * 365, 27 * 365, staff.n),
            "school": schools.codes[slots.school[staff.slot]],
            "stage": objects(STAGES)[stage],
            "subject": _subjects(staff, stage, chance),
            "degree": objects(DEGREES)[staff.degree],
            "title": np.where(
                staff.is_full_time, _TITLES[chance.choice(4, staff.n, p=[0.22, 0.38, 0.3, 0.1])], ""
            ),
            "is_full_time": staff.is_full_time,
            "is_in_post": staff.is_in_post,
            "has_certificate": staff.is_full_time,
            "is_backbone": staff.is_backbone,
            "hired_on": staff.hired_on,
            "hired_through": _channels(plan, staff),
            "left_on": staff.left_on,
        },
        staff.n,
    )
    for year in YEARS:
        yield from _growth(plan, schools, slots, staff, year)
        yield _posts(schools, slots, staff, year)


def _subjects(staff: Staff, stage: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    subject = _SUBJECTS[chance.choice(len(_SUBJECTS), staff.n)]
    arts = objects(ARTS_AND_SPORT)[chance.choice(3, staff.n, p=[0.45, 0.28, 0.27])]
    subject = np.where(staff.is_arts_or_sport, arts, subject)
    others = ~staff.is_arts_or_sport
    subject = np.where((stage == STAGES.index("vocational")) & others, "专业课", subject)
    subject = np.where((stage == 0) & others, "学前教育", subject)
    return np.where(staff.is_full_time, subject, "")


def _growth(plan: Plan, schools: Schools, slots: Slots, staff: Staff, year: int) -> Iterator[Rows]:
    """Training of nearly all, rotation of some at compulsory public schools, awards of a few."""
    chance = plan.chance(f"growth of teachers {year}")
    serves = staff.serves(f"{year}-06-01") & staff.serves(f"{year}-10-31") & staff.is_full_time
    compulsory = np.isin(slots.stage[staff.slot], (1, 2)) & staff.is_in_post
    more = 0.01 if year == YEARS[-1] else 0.0
    for kind, chosen, first, last in (
        ("training", serves & (chance.random(staff.n) < 0.96 + more), f"{year}-03-10", f"{year}-11-20"),
        (
            "rotation",
            serves & compulsory & (chance.random(staff.n) < 0.11 + more),
            f"{year}-08-20",
            f"{year}-08-31",
        ),
        ("award", serves & (chance.random(staff.n) < 0.02 + more), f"{year}-09-05", f"{year}-09-10"),
    ):
        who = np.flatnonzero(chosen)
        n = len(who)
        levels = objects(["county", "city", "province"])[chance.choice(3, n, p=[0.6, 0.33, 0.07])]
        yield Rows(
            "registers.TeacherGrowth",
            {
                "teacher": staff.code[who],
                "school": schools.codes[slots.school[staff.slot[who]]],
                "kind": kind,
                "on": between(chance, first, last, n),
                "hours": chance.integers(72, 91, n) if kind == "training" else 0,
                "level": levels,
            },
            n,
        )


def _posts(schools: Schools, slots: Slots, staff: Staff, year: int) -> Rows:
    """Approved posts follow the norm; nobody is above them."""
    serves = staff.serves(f"{year}-12-31")
    n_schools = len(schools.listed)
    school = slots.school[staff.slot]
    filled = np.bincount(school[serves & staff.is_in_post], minlength=n_schools)
    outside = np.bincount(school[serves & ~staff.is_in_post], minlength=n_schools)
    norm = slots.pupils[SCHOOL_YEARS.index(year)] / _PUPILS_A_POST[slots.stage]
    approved = np.ceil(np.bincount(slots.school, weights=norm, minlength=n_schools)).astype(int)
    public = np.flatnonzero(~schools.is_private & (filled > 0))
    return Rows(
        "registers.Posts",
        {
            "school": schools.codes[public],
            "year": year,
            "n_approved": np.maximum(approved, filled)[public],
            "n_filled": filled[public],
            "n_outside": outside[public],
        },
        len(public),
    )
