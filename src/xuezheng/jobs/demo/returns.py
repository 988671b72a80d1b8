"""The schools' yearly returns, made from the rolls and the staff so that they agree with both."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xuezheng.jobs.demo.pupils import Pupils
from xuezheng.jobs.demo.rolls import Roll
from xuezheng.jobs.demo.schools import STAGES, Schools
from xuezheng.jobs.demo.shapes import SCHOOL_YEARS, Plan, Rows, between, objects
from xuezheng.jobs.demo.teachers import ABOVE_REQUIRED, Slots, Staff

#: Per pupil at each stage in the order of STAGES; compulsory stages lie above the seven thresholds
#: of high-quality balance (domain §1.1.1).
_TEACHING_M2 = np.array([8.4, 5.6, 7.2, 8.0, 9.5, 16.0])
_SPORTS_M2 = np.array([4.4, 9.2, 12.4, 13.0, 11.0, 18.0])
_EQUIPMENT_YUAN = np.array([900.0, 2600.0, 3300.0, 4200.0, 7800.0, 9000.0])
_PUBLIC_FUNDS_YUAN = np.array([620.0, 760.0, 990.0, 1250.0, 2100.0, 8100.0])
_LAST_GRADE = np.array([3, 6, 3, 3, 3, 9])
#: Of the teaching area, for indoor sport; of the public funds, for the training of teachers.
_INDOOR_SPORT, _TRAINING = 0.04, 0.06
#: A school under this many pupils is funded as if it had them.
_FUNDED_AT_LEAST = 100


@dataclass(frozen=True)
class Premises:
    """Rooms, grounds and equipment of each slot; they do not change from year to year."""

    teaching_m2: np.ndarray
    sports_m2: np.ndarray
    equipment_yuan: np.ndarray
    rooms: np.ndarray
    computers: np.ndarray
    books: np.ndarray


def build(plan: Plan, slots: Slots) -> Premises:
    """Premises for the largest roll of the three years, some schools better off than others."""
    chance = plan.chance("premises")
    most, classes = slots.pupils.max(axis=0), slots.classes.max(axis=0)

    def each(per_pupil: np.ndarray, spread: float) -> np.ndarray:
        luck = 1 + np.clip(chance.normal(0, spread, slots.n), -0.12, 0.5)
        return np.round(most * per_pupil[slots.stage] * luck, 0)

    return Premises(
        teaching_m2=each(_TEACHING_M2, 0.12),
        sports_m2=each(_SPORTS_M2, 0.14),
        equipment_yuan=each(_EQUIPMENT_YUAN, 0.15),
        rooms=np.maximum(classes, np.ceil(most * 0.0252)).astype(int),
        computers=np.ceil(each(np.array([0.02, 0.14, 0.17, 0.2, 0.35, 0.3]), 0.15)).astype(int),
        books=np.ceil(each(np.array([12.0, 24.0, 36.0, 45.0, 32.0, 30.0]), 0.1)).astype(int),
    )


def fill(
    plan: Plan,
    schools: Schools,
    slots: Slots,
    staff: Staff,
    premises: Premises,
    pupils: Pupils,
    rolls: dict[int, Roll],
) -> Iterator[Rows]:
    """One return a school, stage and school year that had pupils."""
    for at, year in enumerate(SCHOOL_YEARS):
        before = rolls.get(year - 1)
        counts = _roll_counts(slots, pupils, rolls[year])
        counts["n_graduates"] = _graduates(slots, before, counts, rolls[year])
        counts |= _staff_counts(slots, staff, year)
        counts |= _premises_columns(premises)
        counts["n_classes"] = slots.classes[at]
        funded = np.maximum(slots.pupils[at], np.where(slots.stage == 1, _FUNDED_AT_LEAST, 0))
        counts["public_funds_yuan"] = np.round(funded * _PUBLIC_FUNDS_YUAN[slots.stage] * (1 + 0.03 * at), 2)
        counts["training_yuan"] = np.round(counts["public_funds_yuan"] * _TRAINING, 2)
        used = np.flatnonzero(slots.pupils[at])
        yield Rows(
            "registers.SchoolReturn",
            {
                "school": schools.codes[slots.school[used]],
                "school_year": year,
                "stage": objects(STAGES)[slots.stage[used]],
                "n_large_classes": 0,
                "received_on": between(
                    plan.chance(f"returns {year}"), f"{year}-09-10", f"{year}-09-28", len(used)
                ),
                **{name: column[used] for name, column in counts.items()},
            },
            len(used),
        )


def _roll_counts(slots: Slots, pupils: Pupils, roll: Roll) -> dict[str, np.ndarray]:
    slot = slots.number(roll)

    def of(what: np.ndarray) -> np.ndarray:
        return np.bincount(slot[what], minlength=slots.n)

    return {
        "n_pupils": np.bincount(slot, minlength=slots.n),
        "n_boarders": of(roll.is_boarder),
        "n_migrants": of(pupils.is_migrant[roll.pupil]),
        "n_left_behind": of(pupils.is_left_behind[roll.pupil]),
        "n_entrants": of(roll.grade == 1),
    }


def _graduates(slots: Slots, before: Roll | None, counts: dict[str, np.ndarray], now: Roll) -> np.ndarray:
    """Last year's last grade less those who dropped out of it; for the first year, about this year's."""
    roll = before or now
    last = roll.grade == _LAST_GRADE[roll.stage]
    return np.bincount(slots.number(roll)[last], minlength=slots.n)


def _staff_counts(slots: Slots, staff: Staff, year: int) -> dict[str, np.ndarray]:
    teacher = staff.is_full_time
    above = staff.degree >= ABOVE_REQUIRED[slots.stage[staff.slot]]
    return {
        "n_staff": staff.counted(slots, year, np.ones(staff.n, bool)),
        "n_full_time_teachers": staff.counted(slots, year, teacher),
        "n_above_required_degree": staff.counted(slots, year, teacher & above),
        "n_backbone_teachers": staff.counted(slots, year, teacher & staff.is_backbone),
        "n_arts_and_sport_teachers": staff.counted(slots, year, teacher & staff.is_arts_or_sport),
    }


def _premises_columns(premises: Premises) -> dict[str, np.ndarray]:
    return {
        "teaching_area_m2": premises.teaching_m2,
        "indoor_sports_area_m2": np.floor(premises.teaching_m2 * _INDOOR_SPORT),
        "sports_area_m2": premises.sports_m2,
        "equipment_yuan": premises.equipment_yuan,
        "n_multimedia_rooms": premises.rooms,
        "n_computers": premises.computers,
        "n_books": premises.books,
    }
