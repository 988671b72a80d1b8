"""Found the schools: how many of each kind in each district, their names, runners and sizes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from xuezheng.jobs.demo.places import DISTRICTS, ETHNIC_COUNTY, PILOT_COUNTY, District
from xuezheng.jobs.demo.school_names import numbered, private_name, towns, villages
from xuezheng.jobs.demo.schools import (
    CITY_RUN,
    COUNTY_RUN,
    PRIVATE,
    SHARES,
    Codes,
    School,
    Schools,
)
from xuezheng.jobs.demo.shapes import Plan

#: Pupils of a usual school in town and in the country (domain §11, rounded).
_USUAL = {"preschool": (180, 90), "primary": (850, 300), "junior": (1000, 320)}
NEW_KINDERGARTEN_ON = "2025-08-20"


@dataclass
class Founder:
    """Founds schools one after another, each with the next code."""

    plan: Plan
    chance: np.random.Generator
    codes: Codes = field(default_factory=Codes)
    towns: Iterator[str] = field(default_factory=towns)
    villages: Iterator[str] = field(default_factory=villages)

    @property
    def has_mixed_schools(self) -> bool:
        """In a small city a few pupils at one more school would only make that school a poor one."""
        return self.plan.pupils >= 20_000

    def found(self, at: int, name: str, kind: str, urban_rural: str, **more: object) -> School:
        given: dict[str, object] = {
            "runner": COUNTY_RUN,
            "size": float(self.chance.lognormal(0, 0.35)),
            "opened_on": f"{self.chance.integers(1956, 2017)}-09-01",
        }
        return School(
            code=self.codes.next_for(kind),
            name=name,
            kind=kind,
            urban_rural=urban_rural,
            district=at,
            **given | more,  # type: ignore[arg-type]
        )

    def how_many(self, district: District, stage: str) -> tuple[int, int]:
        """Schools of a stage in the district's town, at least one, and in its country."""
        pupils = self.plan.pupils * SHARES[stage] * district.share
        in_town, in_country = _USUAL[stage]
        town = max(1, round(pupils * (1 - district.rural) / in_town))
        return town, int(pupils * district.rural / in_country)

    def town_code(self, district: District) -> str:
        """城乡分类 of a place in town: mostly the centre, sometimes its edge."""
        is_edge = self.chance.random() < 0.2
        return ("122" if is_edge else "121") if district.is_county else ("112" if is_edge else "111")


def found_all(plan: Plan) -> Schools:
    """Every school of the city."""
    founder = Founder(plan, plan.chance("schools"))
    listed: list[School] = []
    for at, district in enumerate(DISTRICTS):
        listed += _kindergartens(founder, at, district)
        listed += _primary(founder, at, district)
        listed += _junior(founder, at, district)
        listed += _senior(founder, at, district)
        listed += _closed(founder, at, district)
    return Schools.of([*listed, *_vocational(founder), *_special(founder), _college(founder)])


def _kindergartens(founder: Founder, at: int, district: District) -> Iterator[School]:
    """Public ones hold about three children in five; most private ones are inclusive."""
    town, country = founder.how_many(district, "preschool")
    n_public = max(1, round(town * 0.55))
    for n in range(1, n_public + 1):
        yield founder.found(
            at, f"{district.name}{numbered(n)}幼儿园", "111", founder.town_code(district), size=1.3
        )
    for n in range(max(1, town - n_public)):
        yield founder.found(
            at,
            f"{district.name}{private_name(n)}幼儿园",
            "111",
            founder.town_code(district),
            runner=PRIVATE,
            is_inclusive=(at + n) % 2 == 0,
            size=1.0 if (at + n) % 2 == 0 else 0.6,
        )
    for _ in range(country):
        yield founder.found(at, f"{district.name}{next(founder.towns)}中心幼儿园", "111", "210", size=0.6)
    if at in (0, 3):
        yield founder.found(
            at, f"{district.name}新苑幼儿园", "111", founder.town_code(district), size=1.0,
            opened_on=NEW_KINDERGARTEN_ON,
        )  # fmt: skip


def _primary(founder: Founder, at: int, district: District) -> Iterator[School]:
    town, country = founder.how_many(district, "primary")
    town = max(town, 2 if at == 0 else 1)
    yield founder.found(
        at, f"{district.name}实验小学", "211", "121" if district.is_county else "111", size=2.2
    )
    for n in range(1, town):
        yield founder.found(
            at, f"{district.name}{numbered(n)}小学", "211", founder.town_code(district), size=2.0
        )
    for n in range(country):
        place = next(founder.towns)
        is_point = n % 5 == 4
        name = f"{next(founder.villages)}教学点" if is_point else f"{place}{'镇' if n % 2 else '乡'}中心小学"
        yield founder.found(
            at, f"{district.name}{name}", "218" if is_point else "211", "220" if is_point else "210",
            size=0.12 if is_point else 0.8,
        )  # fmt: skip


def _junior(founder: Founder, at: int, district: District) -> Iterator[School]:
    """In the country one in two also teaches primary (九年一贯制)."""
    town, country = founder.how_many(district, "junior")
    for n in range(1, town + 1):
        name = f"{district.name}{numbered(n)}中学"
        yield founder.found(at, name, "311", founder.town_code(district), size=2.0)
    for n in range(country):
        place = next(founder.towns)
        is_nine_year = n % 2 == 0 and founder.has_mixed_schools
        name = f"{place}镇九年一贯制学校" if is_nine_year else f"{place}镇初级中学"
        yield founder.found(at, f"{district.name}{name}", "312" if is_nine_year else "311", "210", size=0.9)
    if at == 1 and founder.has_mixed_schools:
        yield founder.found(at, f"{district.name}启明学校", "345", "111", runner=PRIVATE, size=0.7)


def _senior(founder: Founder, at: int, district: District) -> Iterator[School]:
    pupils = founder.plan.pupils * SHARES["senior"] * district.share
    town_code = "121" if district.is_county else "111"
    if at == 0:
        yield founder.found(at, "霁川市第一高级中学", "342", "111", runner=CITY_RUN, size=1.6)
    if district.code == ETHNIC_COUNTY:
        kind = "341" if founder.has_mixed_schools else "342"
        yield founder.found(at, f"{district.name}蒙古族实验中学", kind, "121", is_ethnic=True, size=1.2)
    if district.code == PILOT_COUNTY:
        yield founder.found(at, "岫州高中", "342", "121", size=1.2)
    has_another = at == 0 or district.code in (ETHNIC_COUNTY, PILOT_COUNTY)
    for n in range(1, max(0 if has_another else 1, round(pupils / 1700)) + 1):
        yield founder.found(at, f"{district.name}{numbered(n)}高级中学", "342", town_code)


def _closed(founder: Founder, at: int, district: District) -> Iterator[School]:
    """A village point that closed before the years on record: kept, and never counted as open."""
    if district.is_county:
        yield founder.found(
            at, f"{district.name}{next(founder.villages)}教学点", "218", "220", size=0.0,
            opened_on="1965-09-01", closed_on="2022-08-31",
        )  # fmt: skip


def _vocational(founder: Founder) -> Iterator[School]:
    yield founder.found(0, "霁川市卫生学校", "362", "111", runner=CITY_RUN, size=1.0)
    yield founder.found(1, "霁川市职业教育中心", "365", "111", runner=CITY_RUN, size=1.6)
    yield founder.found(2, "霁川市工程技术学校", "362", "112", runner=CITY_RUN, size=1.2)
    for at, district in enumerate(DISTRICTS):
        if district.is_county and founder.plan.pupils * SHARES["vocational"] * district.share >= 100:
            yield founder.found(at, f"{district.name}职业教育中心", "365", "121", size=0.7)
    for n in range(founder.plan.pupils // 100_000):
        yield founder.found(
            n % 3, f"霁川市{numbered(n + 2)}职业中专", "365", "111", runner=CITY_RUN, size=1.5
        )


def _special(founder: Founder) -> Iterator[School]:
    yield founder.found(0, "霁川市特殊教育学校", "514", "111", runner=CITY_RUN, size=1.5)
    for at, district in enumerate(DISTRICTS[1:], start=1):
        if founder.plan.pupils * SHARES["special"] * district.share >= 40:
            yield founder.found(
                at, f"{district.name}特殊教育学校", "514", "121" if district.is_county else "111"
            )


def _college(founder: Founder) -> School:
    return founder.found(0, "霁川高等专科学校", "411", "111", runner=CITY_RUN, opened_on="2004-06-01")
