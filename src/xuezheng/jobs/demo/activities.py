"""Campaigns, activities and who took part, contests and agreements."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, DIVISIONS, division
from xuezheng.jobs.demo.pupils import Pupils
from xuezheng.jobs.demo.rolls import Roll
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows, objects

CAMPAIGN = "HD2025"
_UNITS_OF_THE_CITY = ("霁川高等专科学校", "霁川市第一高级中学", "霁川市职业教育中心", "霁川市卫生学校")
_ASPECTS = (
    "教师急需紧缺编制", "中小学校舍安全", "农村学校取暖", "食堂饭菜质量", "营养餐配送", "校园周边交通",
    "大班额化解", "课后服务收费", "教辅材料征订", "在职教师补课", "校车安全", "幼儿园入园难",
    "随迁子女入学", "特殊教育随班就读", "教师职称评聘", "乡村教师周转房", "教师培训内容", "会议文件过多",
    "检查评比过多", "办事窗口作风", "学生近视防控", "体育场地开放", "艺术教师短缺", "职业学校实训设备",
    "信息化终端老化", "控辍保学", "学生资助发放", "民办学校监管",
)  # fmt: skip
_EVENTS = (
    "数控车加工",
    "护理技能",
    "汽车维修",
    "电子商务运营",
    "学前教育技能",
    "焊接技术",
    "农艺技能",
    "中餐热菜",
)


def campaign(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """The Party campaign of the year, those who took part, and the problems collected: all resolved."""
    yield Rows.of(
        "programmes.Campaign",
        [
            {"code": "HD2024", "name": "主题教育", "year": 2024, "started_on": "2024-04-10", "ended_on": "2024-09-30"},
            {"code": CAMPAIGN, "name": "教育实践活动", "year": YEAR, "started_on": "2025-02-20", "ended_on": "2025-10-31"},
        ],
    )  # fmt: skip
    chance = plan.chance("campaign")
    rows = [row for code in ("HD2024", CAMPAIGN) for row in _participants(schools, chance, code)]
    yield Rows.of("programmes.CampaignParticipant", rows)
    yield Rows.of("casework.RectificationItem", list(_problems(chance)))


def _participants(schools: Schools, chance: np.random.Generator, code: str) -> Iterator[dict[str, Any]]:
    def unit(
        name: str, area: str, school: str | None, rank: str, cadres: int, members: int
    ) -> dict[str, Any]:
        branches = max(1, members // 25)
        return {
            "campaign": code, "unit_name": name, "area": area, "school": school, "team_rank": rank,
            "n_leading_cadres": cadres, "n_branches": branches, "n_members": members,
        }  # fmt: skip

    yield unit("局机关领导班子", CITY_CODE, None, "county", 9, 9)
    for number, name in DIVISIONS:
        yield unit(
            f"机关{name}", CITY_CODE, None, "section", 2 + int(number) % 2, int(chance.integers(5, 12))
        )
    for school in schools.listed:
        if school.is_city_run and school.is_open:
            is_county_rank = school.name in _UNITS_OF_THE_CITY
            rank = "county" if is_county_rank else "section"
            cadres = int(chance.integers(12, 20)) if is_county_rank else int(chance.integers(4, 9))
            yield unit(school.name, CITY_CODE, school.code, rank, cadres, int(chance.integers(40, 160)))
    for name in ("学生资助管理中心", "电化教育馆", "教育科学研究院", "招生考试中心"):
        yield unit(f"市{name}", CITY_CODE, None, "section", 3, int(chance.integers(8, 30)))


def _problems(chance: np.random.Generator) -> Iterator[dict[str, Any]]:
    for n, aspect in enumerate(_ASPECTS):
        for k in range(1 + n % 3):
            month = 6 + (n + k) % 6
            yield {
                "code": f"WT2025{n:02d}{k}",
                "campaign": CAMPAIGN,
                "aspect": aspect,
                "title": f"反映{aspect}问题（{k + 1}）",
                "area": CITY_CODE,
                "owner": division(DIVISIONS[n % len(DIVISIONS)][0]),
                "collected_on": f"2025-03-{chance.integers(3, 29):02d}",
                "due_on": "2025-12-31",
                "clock": "rectification.conclude",
                "due_ground": "order",
                "resolved_on": f"2025-{month:02d}-{chance.integers(3, 28):02d}",
            }


def social_practice(plan: Plan, schools: Schools, pupils: Pupils, rolls: dict[int, Roll]) -> Iterator[Rows]:
    """Social practice of primary 4 to 6 and junior 1 and 2 in each district, term by term; arts and sport."""
    places = {year: _takers(plan, schools, rolls[year - 1], year) for year in YEARS}
    yield Rows.of("programmes.Activity", [row for year in YEARS for row in _activities(year)])
    for year in YEARS:
        roll = rolls[year - 1]
        for kind, taking in places[year].items():
            activity = objects(f"{kind}{year}{d.code}" for d in DISTRICTS)[
                schools.district[roll.school[taking]]
            ]
            yield Rows(
                "programmes.ActivityParticipation",
                {
                    "activity": activity,
                    "school": schools.codes[roll.school[taking]],
                    "pupil": pupils.code[roll.pupil[taking]],
                },
                len(taking),
            )


def _activities(year: int) -> Iterator[dict[str, Any]]:
    for prefix, kind, name, day in (
        ("SJ", "social_practice", "社会综合实践教育活动", "05-12"),
        ("YS", "arts", "中小学生艺术展演", "06-01"),
        ("TY", "sport", "中小学生田径运动会", "04-24"),
    ):
        for place in DISTRICTS:
            yield {
                "code": f"{prefix}{year}{place.code}",
                "name": f"{place.name}{name}",
                "kind": kind,
                "area": place.code,
                "on": f"{year}-{day}",
            }


def _takers(plan: Plan, schools: Schools, roll: Roll, year: int) -> dict[str, np.ndarray]:
    """Places on the roll of those who took part: seven schools in ten (eight in the last year)."""
    chance = plan.chance(f"activities {year}")
    share = 0.8 if year == YEAR else 0.7
    compulsory = sorted({*schools.teaching("primary"), *schools.teaching("junior")})
    takes_part = np.zeros(len(schools.listed), bool)
    takes_part[plan.chance("activities").permutation(compulsory)[: round(len(compulsory) * share)]] = True
    right_age = (roll.at("primary") & (roll.grade >= 4)) | (roll.at("junior") & (roll.grade <= 2))
    practice = takes_part[roll.school] & right_age & (chance.random(roll.n) < 0.93)
    others = roll.at("primary") | roll.at("junior")
    return {
        "SJ": np.flatnonzero(practice),
        "YS": np.flatnonzero(others & (chance.random(roll.n) < 0.02)),
        "TY": np.flatnonzero(others & (chance.random(roll.n) < 0.02)),
    }


def contests(plan: Plan, schools: Schools, pupils: Pupils, rolls: dict[int, Roll]) -> Iterator[Rows]:
    """The city's skills contest of both years, secondary and higher entrants."""
    yield Rows.of(
        "programmes.Contest",
        [
            {
                "code": f"JN{year}",
                "name": f"{year}年霁川市职业院校技能大赛",
                "level": "city",
                "on": f"{year}-11-15",
            }
            for year in YEARS
        ],
    )
    chance = plan.chance("contests")
    college = schools.named("霁川高等专科学校").code
    for year in YEARS:
        better = year == YEAR
        roll = rolls[year]
        vocational = chance.permutation(np.flatnonzero(roll.at("vocational")))
        n_secondary = min(len(vocational), plan.scaled(6.0, least=60, most=900) + 12 * better)
        chosen = vocational[:n_secondary]
        entrants = [
            (str(pupils.code[roll.pupil[p]]), str(schools.codes[roll.school[p]]), "secondary") for p in chosen
        ]
        n_higher = plan.scaled(1.6, least=30, most=240) + 6 * better
        entrants += [(f"H{year}{k:05d}", college, "higher") for k in range(n_higher)]
        yield Rows.of("programmes.ContestEntry", list(_entries(year, entrants)))


def _entries(year: int, entrants: list[tuple[str, str, str]]) -> Iterator[dict[str, Any]]:
    """Three in five reach the finals; of these one in four has an award."""
    for n, (participant, school, track) in enumerate(entrants):
        is_finalist = n % 5 < 3
        award = (
            ("first", "second", "third", "third")[n // 20 % 4] if is_finalist and n % 20 in (0, 5, 11) else ""
        )
        yield {
            "contest": f"JN{year}",
            "event": _EVENTS[n % len(_EVENTS)],
            "participant": participant,
            "school": school,
            "track": track,
            "is_finalist": is_finalist,
            "award": award,
        }


def agreements(schools: Schools) -> Rows:
    """Partnerships with a university, with companies, with other schools."""
    college, centre = schools.named("霁川高等专科学校").code, schools.named("霁川市职业教育中心").code
    listed = (
        ("XY2024001", "现代学徒制合作协议", centre, "霁川重型机械厂", "2024-05-20"),
        ("XY2024002", "订单培养协议", schools.named("霁川市卫生学校").code, "霁川市第一医院", "2024-09-10"),
        ("XY2025001", "高专与北岭师大协作办学协议", college, "北岭师范大学", "2025-04-18"),
        ("XY2025002", "产教融合基地协议", centre, "岚坪煤化工集团", "2025-06-25"),
    )
    names = ("code", "name", "school", "partner", "signed_on")
    return Rows.of(
        "programmes.Agreement", [dict(zip(names, row, strict=True)) | {"ended_on": None} for row in listed]
    )
