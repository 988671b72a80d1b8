"""The city that does not exist, its districts and counties, and the bureau's own tree.

Regions 99xxxx are given to no real place. Names were made up and belong to no real place either.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from xuezheng.jobs.demo.shapes import Rows

CITY_CODE = "990100"
CITY = "霁川市"
BUREAU = "霁川市教育局"


@dataclass(frozen=True)
class District:
    """A district or county: its share of the city's people, how much of it is country."""

    code: str
    name: str
    kind: str
    share: float
    rural: float
    migrant: float
    left_behind: float

    @property
    def is_county(self) -> bool:
        return self.kind == "county"


DISTRICTS = (
    District("990102", "霁城区", "district", 0.24, 0.00, 0.13, 0.01),
    District("990103", "澄湾区", "district", 0.17, 0.05, 0.15, 0.01),
    District("990104", "望津区", "district", 0.13, 0.20, 0.10, 0.03),
    District("990121", "岚坪县", "county", 0.13, 0.45, 0.03, 0.12),
    District("990122", "松岫县", "county", 0.12, 0.50, 0.02, 0.16),
    District("990123", "云汀县", "county", 0.11, 0.50, 0.02, 0.18),
    District("990124", "苇原县", "county", 0.10, 0.55, 0.02, 0.15),
)
#: The county with an ethnic group of its own: GB/T 3304 code of the Mongols, and their share there.
ETHNIC_COUNTY, ETHNIC_GROUP, ETHNIC_SHARE = "990124", "02", 0.45
#: The county where the nutrition pilot runs.
PILOT_COUNTY = "990122"
#: The district that stood for acceptance as a strong district in compulsory education.
STRONG_DISTRICT = "990104"

DIVISIONS = (
    ("01", "办公室"),
    ("02", "人事科"),
    ("03", "计划财务科"),
    ("04", "基础教育科"),
    ("05", "学前教育科"),
    ("06", "职业教育与成人教育科"),
    ("07", "民办教育与民族教育科"),
    ("08", "体育卫生与艺术教育科"),
    ("09", "政策法规与行政审批科"),
    ("10", "教育督导室"),
    ("11", "学生资助管理中心"),
    ("12", "招生考试中心"),
    ("13", "信访与行风建设科"),
    ("14", "项目与装备管理中心"),
    ("15", "信息中心"),
    ("16", "机关党委"),
)


def division(number: str) -> str:
    """The code of one of the bureau's divisions."""
    return f"{CITY_CODE}-{number}"


def path_of(district: str) -> str:
    """Where a district's own records stand in the tree; the city's own code is the bureau."""
    return f"{CITY_CODE}/" if district == CITY_CODE else f"{CITY_CODE}/{district}/"


def fill() -> Iterator[Rows]:
    """The bureau, its divisions and districts; the city and its areas."""
    yield Rows.of("accounts.Organisation", [_bureau(), *_divisions(), *_districts()])
    yield Rows.of("registers.Area", _areas())


def _bureau() -> dict[str, object]:
    return {"code": CITY_CODE, "name": BUREAU, "kind": "bureau", "parent": None, "path": path_of(CITY_CODE)}


def _divisions() -> Iterator[dict[str, object]]:
    for number, name in DIVISIONS:
        yield {
            "code": division(number),
            "name": name,
            "kind": "division",
            "parent": CITY_CODE,
            "path": f"{CITY_CODE}/{number}/",
        }


def _districts() -> Iterator[dict[str, object]]:
    for district in DISTRICTS:
        yield {
            "code": district.code,
            "name": f"{district.name}教育局",
            "kind": "district",
            "parent": CITY_CODE,
            "path": path_of(district.code),
        }


def _areas() -> Iterator[dict[str, object]]:
    yield {"code": CITY_CODE, "name": CITY, "kind": "city", "parent": None, "organisation": CITY_CODE}
    for district in DISTRICTS:
        yield {
            "code": district.code,
            "name": district.name,
            "kind": district.kind,
            "parent": CITY_CODE,
            "organisation": district.code,
        }
