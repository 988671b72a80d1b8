"""Schools of every kind: where they stand, who runs them, which stages they teach."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, path_of
from xuezheng.jobs.demo.shapes import Plan, Rows, objects

#: Share of all pupils at each stage (domain §11.2: per million residents, with half as many
#: vocational pupils as general ones).
SHARES = {
    "preschool": 0.1475,
    "primary": 0.4344,
    "junior": 0.2206,
    "senior": 0.1240,
    "vocational": 0.0700,
    "special": 0.0035,
}
STAGES = tuple(SHARES)

#: First two digits of a school's code by its kind (学校标识码 rules, domain §9.1).
_CATEGORY = {
    "111": "11", "211": "21", "218": "21", "311": "31", "312": "31", "341": "34", "342": "34", "345": "34",
    "362": "36", "365": "36", "411": "41", "514": "51",
}  # fmt: skip
TEACHES = {
    "111": ("preschool",), "211": ("primary",), "218": ("primary",), "311": ("junior",),
    "312": ("primary", "junior"), "341": ("junior", "senior"), "342": ("senior",),
    "345": ("primary", "junior", "senior"), "362": ("vocational",), "365": ("vocational",),
    "411": (), "514": ("special",),
}  # fmt: skip
PRIVATE, COUNTY_RUN, CITY_RUN = "999", "831", "821"


@dataclass(frozen=True)
class School:
    """One school; `size` is its weight among the schools of its stage and district."""

    code: str
    name: str
    kind: str
    runner: str
    urban_rural: str
    district: int
    size: float = 1.0
    is_inclusive: bool = False
    is_ethnic: bool = False
    opened_on: str = "2000-09-01"
    closed_on: str | None = None

    @property
    def is_city_run(self) -> bool:
        return self.runner == CITY_RUN

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True)
class Schools:
    """All schools of the city, in the order of their codes' making; elsewhere known by their number."""

    listed: tuple[School, ...]
    codes: np.ndarray = field(repr=False)

    @classmethod
    def of(cls, listed: list[School]) -> "Schools":
        return cls(tuple(listed), objects(school.code for school in listed))

    @cached_property
    def district(self) -> np.ndarray:
        return np.array([school.district for school in self.listed])

    @cached_property
    def is_rural(self) -> np.ndarray:
        return np.array([school.urban_rural.startswith("2") for school in self.listed])

    @cached_property
    def is_private(self) -> np.ndarray:
        return np.array([school.runner == PRIVATE for school in self.listed])

    @cached_property
    def n_residents_km(self) -> np.ndarray:
        return np.array([school.size for school in self.listed])

    def teaching(self, stage: str, district: int | None = None) -> list[int]:
        """Numbers of the open schools that teach a stage (in a district)."""
        return [
            number
            for number, school in enumerate(self.listed)
            if stage in TEACHES[school.kind] and school.is_open and district in (None, school.district)
        ]

    def named(self, name: str) -> School:
        return next(school for school in self.listed if school.name == name)

    def owner(self, number: int) -> str:
        """The office that answers for a school: the bureau's own code, or the district's."""
        school = self.listed[number]
        return CITY_CODE if school.is_city_run else DISTRICTS[school.district].code


class Codes:
    """Gives school codes: category, province 99, serial (a higher school: 0 and five digits)."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def next_for(self, kind: str) -> str:
        category = _CATEGORY[kind]
        serial = self._given[category] = self._given.get(category, 0) + 1
        return f"{category}99{serial:06d}"


def fill(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """Each school as an organisation of the tree and as a school of the register."""
    yield Rows.of("accounts.Organisation", [_organisation(schools, i) for i in range(len(schools.listed))])
    yield Rows.of("registers.School", list(_register(plan, schools)))


def _organisation(schools: Schools, number: int) -> dict[str, Any]:
    school, owner = schools.listed[number], schools.owner(number)
    return {
        "code": school.code,
        "name": school.name,
        "kind": "school",
        "parent": owner,
        "path": f"{path_of(owner)}{school.code}/",
    }


def _register(plan: Plan, schools: Schools) -> Iterator[dict[str, Any]]:
    chance = plan.chance("places of schools")
    n = len(schools.listed)
    around = chance.normal(0, 1, (n, 2))
    centre = np.array([[12 * np.cos(i * 0.9), 12 * np.sin(i * 0.9)] for i in range(len(DISTRICTS))])
    phones = chance.integers(0, 10**7, n)
    for number, school in enumerate(schools.listed):
        spread = 9.0 if school.urban_rural.startswith("2") else 3.0
        x, y = centre[school.district] * (1 + (school.district > 0)) + around[number] * spread
        yield {
            "code": school.code,
            "name": school.name,
            "kind": school.kind,
            "runner": school.runner,
            "urban_rural": school.urban_rural,
            "area": DISTRICTS[school.district].code,
            "organisation": school.code,
            "is_inclusive": school.is_inclusive,
            "is_ethnic": school.is_ethnic,
            "built_on": school.opened_on,
            "opened_on": school.opened_on,
            "closed_on": school.closed_on,
            "x_km": round(float(x) + 100, 3),
            "y_km": round(float(y) + 100, 3),
            "head_phone": f"1990{int(phones[number]):07d}",
        }
