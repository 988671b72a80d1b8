"""Student aid: who is in difficulty, what became of it, what was paid each term; loans."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xuezheng.jobs.demo.places import DISTRICTS, PILOT_COUNTY
from xuezheng.jobs.demo.pupils import Pupils
from xuezheng.jobs.demo.rolls import Roll
from xuezheng.jobs.demo.schools import STAGES, Schools
from xuezheng.jobs.demo.shapes import YEARS, Plan, Rows, between, objects

#: Code, name, kind and the day the scheme began.
SCHEMES = (
    ("ORPHAN", "孤儿就读普通高中免费教育", "orphan_senior", "2012-09-01"),
    ("LIVING", "义务教育家庭经济困难学生生活补助", "living_subsidy", "2006-03-01"),
    ("NUTRITION", "农村义务教育学生营养膳食补助", "nutrition", "2012-03-01"),
    ("SENIOR", "普通高中国家助学金", "senior_grant", "2010-09-01"),
    ("VOCGRANT", "中等职业教育国家助学金", "vocational_grant", "2007-09-01"),
    ("VOCFREE", "中等职业教育免学费", "vocational_free", "2009-09-01"),
    ("PRESCHOOL", "学前教育资助", "preschool", "2011-09-01"),
)
#: The scheme for a listed pupil of each stage, in the order of STAGES, and yuan a term.
_FOR_LISTED = objects(["PRESCHOOL", "LIVING", "LIVING", "SENIOR", "VOCGRANT", "LIVING"])
_YUAN_FOR_LISTED = np.array([500, 312.5, 375, 1150, 1150, 500])
_BOARDER_TWICE = (1, 2)
ORPHAN_YUAN, NUTRITION_YUAN, VOCATIONAL_YUAN = 1650, 500, 1100
#: The grant of vocational schools is for the first two grades; free tuition goes on.
VOCATIONAL_GRANT_ENDS = 2
_SOURCES = objects(["民政部门名单", "农业农村部门名单", "残联名单", "学校认定"])
_UNDER_100_DIFFICULT = {"district": 0.022, "county": 0.05}


@dataclass(frozen=True)
class Listing:
    """Pupils on the lists of one year: places on the roll of the autumn, and what became of each."""

    year: int
    places: np.ndarray
    resolution: np.ndarray

    def aided(self) -> np.ndarray:
        return self.places[self.resolution == "aided"]


def list_pupils(plan: Plan, schools: Schools, pupils: Pupils, roll: Roll) -> Listing:
    """Every orphan, and some of the others, more of them in the counties."""
    chance = plan.chance(f"hardship {roll.year}")
    rate = np.array([_UNDER_100_DIFFICULT[d.kind] for d in DISTRICTS])[schools.district[roll.school]]
    disabled = pupils.disability[roll.pupil] != ""
    listed = pupils.is_orphan[roll.pupil] | (chance.random(roll.n) < np.where(disabled, 0.6, rate))
    places = np.flatnonzero(listed)
    result = objects(["aided", "refused", "not_eligible"])[
        chance.choice(3, len(places), p=[0.97, 0.015, 0.015])
    ]
    result[pupils.is_orphan[roll.pupil[places]]] = "aided"
    return Listing(roll.year, places, result)


def schemes() -> Rows:
    return Rows.of(
        "programmes.AidScheme",
        [{"code": c, "name": name, "kind": kind, "started_on": on} for c, name, kind, on in SCHEMES],
    )


def listings(plan: Plan, schools: Schools, pupils: Pupils, roll: Roll, listing: Listing) -> Rows:
    """The lists of one year."""
    chance = plan.chance(f"listings {listing.year}")
    places, n = listing.places, len(listing.places)
    who = roll.pupil[places]
    category = objects(["1", "2", "4", "5", "9"])[chance.choice(5, n, p=[0.4, 0.1, 0.35, 0.05, 0.1])]
    category = np.where(pupils.is_orphan[who], "6", np.where(pupils.disability[who] != "", "7", category))
    return Rows(
        "programmes.HardshipListing",
        {
            "pupil": pupils.code[who],
            "school": schools.codes[roll.school[places]],
            "stage": objects(STAGES)[roll.stage[places]],
            "category": category,
            "source": _SOURCES[chance.integers(0, len(_SOURCES), n)],
            "year": listing.year,
            "listed_on": between(chance, f"{listing.year}-09-05", f"{listing.year}-09-30", n),
            "resolution": listing.resolution,
            "reason": np.where(listing.resolution == "not_eligible", "家庭收入已超过认定标准", ""),
        },
        n,
    )


def awards(
    plan: Plan, schools: Schools, pupils: Pupils, rolls: dict[int, Roll], listing: Listing
) -> Iterator[Rows]:
    """What was paid in the spring and the autumn of one year."""
    year = listing.year
    now = rolls[year]
    yield from _awards_of_term(plan, schools, pupils, now, year, "autumn", listing.aided())
    before = rolls[year - 1]
    still_here = np.flatnonzero(np.isin(before.pupil, now.pupil[listing.aided()]))
    yield from _awards_of_term(plan, schools, pupils, before, year, "spring", still_here)


def _awards_of_term(
    plan: Plan, schools: Schools, pupils: Pupils, roll: Roll, year: int, term: str, listed: np.ndarray
) -> Iterator[Rows]:
    in_last_year = roll.at("vocational", VOCATIONAL_GRANT_ENDS + 1)
    listed = listed[~in_last_year[listed]]
    boards = roll.is_boarder[listed] & np.isin(roll.stage[listed], _BOARDER_TWICE)
    yuan = _YUAN_FOR_LISTED[roll.stage[listed]] * np.where(boards, 2, 1)
    orphans = np.flatnonzero(pupils.is_orphan[roll.pupil] & roll.at("senior"))
    pilot = [d.code for d in DISTRICTS].index(PILOT_COUNTY)
    in_pilot = (schools.district[roll.school] == pilot) & ~schools.is_private[roll.school]
    fed = np.flatnonzero(in_pilot & (roll.at("primary") | roll.at("junior")))
    vocational = np.flatnonzero(roll.at("vocational"))
    for scheme, places, amount in (
        (_FOR_LISTED[roll.stage[listed]], listed, yuan),
        ("ORPHAN", orphans, float(ORPHAN_YUAN)),
        ("NUTRITION", fed, float(NUTRITION_YUAN)),
        ("VOCFREE", vocational, float(VOCATIONAL_YUAN)),
    ):
        first, last = ("04-10", "05-30") if term == "spring" else ("10-15", "12-10")
        chance = plan.chance(f"payments {year} {term} {scheme if isinstance(scheme, str) else 'listed'}")
        yield Rows(
            "programmes.AidAward",
            {
                "scheme": scheme,
                "pupil": pupils.code[roll.pupil[places]],
                "school": schools.codes[roll.school[places]],
                "stage": objects(STAGES)[roll.stage[places]],
                "year": year,
                "term": term,
                "amount_yuan": amount,
                "paid_on": between(chance, f"{year}-{first}", f"{year}-{last}", len(places)),
            },
            len(places),
        )


def loans(plan: Plan) -> Rows:
    """Student-origin loans: last year's borrowers and a few more."""
    chance = plan.chance("loans")
    counts = [
        plan.scaled(9.5, least=20) if year < YEARS[-1] else plan.scaled(11.0, least=24) for year in YEARS
    ]
    n = sum(counts)
    year = np.repeat(YEARS, counts)
    return Rows(
        "programmes.StudentLoan",
        {
            "code": objects(f"DK{y}{k:06d}" for k, y in enumerate(year.tolist(), start=1)),
            "area": objects(d.code for d in DISTRICTS)[
                chance.choice(len(DISTRICTS), n, p=[d.share for d in DISTRICTS])
            ],
            "borrower": objects(f"D{k:08d}" for k in range(1, n + 1)),
            "year": year,
            "granted_on": np.concatenate(
                [between(chance, f"{y}-08-05", f"{y}-09-20", k) for y, k in zip(YEARS, counts, strict=True)]
            ),
            "amount_yuan": chance.integers(60, 200, n) * 100.0,
        },
        n,
    )
