"""Buildings and grounds, the people who live in the city, majors and websites."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import DISTRICTS
from xuezheng.jobs.demo.returns import Premises
from xuezheng.jobs.demo.rolls import Roll
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import SCHOOL_YEARS, YEAR, Plan, Rows
from xuezheng.jobs.demo.teachers import Slots

#: Children on kindergarten rolls out of those aged 3 to 5, by year; rising, and above 90 of 100.
_IN_KINDERGARTEN = {2023: 0.908, 2024: 0.917, 2025: 0.928}
#: Residents of each year of age as a share of the city's people, from 0 to 90, before scaling.
_AGES = np.concatenate(
    [
        np.linspace(0.0078, 0.0118, 18),
        np.linspace(0.0112, 0.0160, 18),
        np.linspace(0.0160, 0.0150, 22),
        np.linspace(0.0135, 0.0008, 33),
    ]
)
#: Ages at which the rolls say how many there are: first age, one past the last, stage codes.
_SCHOOL_AGES = ((6, 12, (1,)), (12, 15, (2,)), (15, 18, (3, 4)))
_ON_ROLL = {1: 0.998, 2: 0.992, 3: 0.94}


def facilities(plan: Plan, schools: Schools, slots: Slots, premises: Premises) -> Rows:
    """Teaching buildings whose floor areas sum to the school's return, a sports ground, a canteen."""
    chance = plan.chance("facilities")
    n = len(schools.listed)
    teaching = np.bincount(slots.school, weights=premises.teaching_m2, minlength=n)
    sports = np.bincount(slots.school, weights=premises.sports_m2, minlength=n)
    pupils = np.bincount(slots.school, weights=slots.pupils.max(axis=0), minlength=n)
    rows: list[dict[str, Any]] = []
    for number in np.flatnonzero(teaching).tolist():
        school = schools.listed[number]
        opened = int(school.opened_on[:4])
        first = round(float(teaching[number]) * float(chance.uniform(0.4, 0.7)))
        buildings = [
            ("teaching", first),
            ("teaching", round(float(teaching[number])) - first),
            ("sports_ground", round(float(sports[number]))),
            ("canteen", round(float(pupils[number]) * 0.9)),
        ]
        for place, (kind, area) in enumerate(buildings, start=1):
            built = min(2024, int(chance.integers(max(1985, opened), 2025))) if opened < 2025 else opened
            rows.append(
                {
                    "code": f"B{school.code}-{place:02d}",
                    "school": school.code,
                    "kind": kind,
                    "floor_area_m2": float(area),
                    "built_on": f"{built}-08-15",
                    "closed_on": None,
                }
            )
    return Rows.of("registers.Facility", rows)


def population(schools: Schools, rolls: dict[int, Roll]) -> Iterator[Rows]:
    """Residents by district, year and age; at school ages they follow from the rolls."""
    for year in SCHOOL_YEARS:
        roll = rolls[year]
        district = schools.district[roll.school]
        rows: list[dict[str, Any]] = []
        for number, place in enumerate(DISTRICTS):
            stages = np.bincount(roll.stage[district == number], minlength=6)
            total = len(roll.pupil) * place.share / 0.172
            residents = np.round(_AGES / _AGES.sum() * total).astype(int)
            _fit(residents, 3, 6, stages[0] / _IN_KINDERGARTEN[year])
            for first, end, which in _SCHOOL_AGES:
                _fit(residents, first, end, stages[list(which)].sum() / _ON_ROLL[which[0]])
            rows += [
                {
                    "area": place.code,
                    "year": year,
                    "age": age,
                    "n_residents": int(n),
                    "source": "市统计局年末人口",
                }
                for age, n in enumerate(residents)
            ]
        yield Rows.of("registers.Population", rows)


def _fit(residents: np.ndarray, first: int, end: int, total: float) -> None:
    """Make ages `first` up to `end` sum to `total`, evenly, never less than one."""
    whole = max(end - first, int(total))
    each, left = divmod(whole, end - first)
    residents[first:end] = each
    residents[first : first + left] += 1


MAJORS = {
    "featured": ("玛瑙雕刻", "剪纸与民间工艺", "马头琴演奏", "中药炮制", "陶瓷彩绘", "冰雪运动服务", "民族服装制作"),
    "demonstration": ("煤化工技术", "数控技术应用", "护理", "学前教育保育", "汽车运用与维修", "计算机应用", "建筑工程施工",
                      "电子商务", "机电设备安装", "会计事务", "烹饪工艺", "物流服务"),
    "backbone": ("畜牧兽医", "现代农艺", "园林技术", "旅游服务", "焊接技术", "化学工艺", "医学检验", "药剂", "康复技术",
                 "无人机操控", "电气设备运行", "服装设计", "农产品加工", "粮油饲料加工", "设施农业"),
    "": ("文秘", "数字媒体", "音乐表演", "运动训练", "美容美体", "物业服务"),
}  # fmt: skip


def majors(plan: Plan, schools: Schools) -> Rows:
    """Majors of the vocational schools; those the province supports have their class and its day."""
    chance = plan.chance("majors")
    vocational = schools.teaching("vocational")
    rows: list[dict[str, Any]] = []
    for designation, names in MAJORS.items():
        for name in names:
            number = len(rows) + 1
            at = vocational[number % len(vocational)]
            rows.append(
                {
                    "code": f"M{number:04d}",
                    "name": name,
                    "school": schools.codes[at],
                    "designation": designation,
                    "designated_on": f"{chance.integers(2019, 2025)}-11-20" if designation else None,
                    "ended_on": None,
                }
            )
    return Rows.of("registers.VocationalMajor", rows)


def websites(plan: Plan) -> Rows:
    """Education websites: some approved before, most in the reported year, a few not yet."""
    chance = plan.chance("websites")
    approved = [f"{YEAR - 1}"] * 9 + [f"{YEAR}"] * 23 + [""] * 5
    rows: list[dict[str, Any]] = []
    for number, year in enumerate(approved, start=1):
        applied_year = int(year or YEAR)
        month = int(chance.integers(1, 6)) if year else int(chance.integers(11, 13))
        rows.append(
            {
                "code": f"W{number:04d}",
                "name": f"霁川教育网站{number:02d}",
                "host": f"site{number:02d}.example",
                "area": DISTRICTS[number % len(DISTRICTS)].code,
                "applied_on": f"{applied_year}-{month:02d}-12",
                "approved_on": f"{year}-{month + 5:02d}-20" if year else None,
                "approval_number": f"霁省教网审〔{year}〕{number}号" if year else "",
                "closed_on": None,
            }
        )
    return Rows.of("registers.Website", rows)


def codes_of_majors() -> list[tuple[str, str, str]]:
    """Code, name and class of each major that the province supports."""
    listed = [(name, designation) for designation, names in MAJORS.items() for name in names]
    return [
        (f"M{number:04d}", name, designation)
        for number, (name, designation) in enumerate(listed, start=1)
        if designation
    ]
