"""Equipment, works on the grounds, kindergartens acquired, places bought, and subsidies a head."""

from collections.abc import Iterator
from typing import Any

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows

#: Kind of equipment, units and yuan of one, at every how many-th school.
_EQUIPMENT = (
    ("computer", 40, 4200, 12), ("teacher_computer", 12, 4600, 14), ("smart_board", 8, 22000, 10),
    ("pupil_desk", 90, 260, 9), ("office_desk", 14, 900, 15), ("air_conditioner", 10, 3100, 16),
    ("instrument", 24, 1500, 8), ("book", 900, 21, 7), ("sport", 20, 700, 18), ("kitchen", 2, 28000, 20),
)  # fmt: skip
#: Kind of works, quantity and yuan of one, how many a year.
_WORKS = (
    ("hardened", 1200.0, 130, 12), ("greened", 800.0, 60, 10), ("wall", 260.0, 420, 8), ("sewer", 310.0, 380, 7),
    ("toilet", 1.0, 62000, 20), ("housing", 12.0, 90000, 5), ("laboratory", 2.0, 85000, 9),
    ("reinforcement_design", 1.0, 40000, 4), ("reinforcement", 1500.0, 900, 5), ("dangerous", 420.0, 80, 4),
)  # fmt: skip


def fill(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """Both years; a little more in the second."""
    yield Rows.of("programmes.Delivery", list(_deliveries(schools)))
    yield Rows.of("programmes.Works", [row for year in YEARS for row in _works(schools, year)])
    yield Rows.of("programmes.Acquisition", list(_acquisitions()))
    yield Rows.of("programmes.PlacePurchase", list(_places(schools)))
    yield Rows.of("programmes.AidStandard", list(_standards()))


def _deliveries(schools: Schools) -> Iterator[dict[str, Any]]:
    """Every school of the compulsory stages gets its textbooks twice a year; the rest in turn."""
    compulsory = sorted({*schools.teaching("primary"), *schools.teaching("junior")})
    kindergartens = [at for at in schools.teaching("preschool") if not schools.is_private[at]]
    number = 0
    for year in YEARS:
        chosen = [("textbook", 180, 0, at, month) for at in compulsory for month in (3, 9)]
        chosen += [("toy", 60, 75, at, 5) for at in kindergartens[year % 3 :: 6]]
        for item, n_units, price, every in _EQUIPMENT:
            chosen += [
                (item, n_units + (year == YEAR), price, at, 6) for at in compulsory[year % every :: every]
            ]
        for item, n_units, price, at, month in chosen:
            number += 1
            yield {
                "code": f"PB{year}{number:06d}",
                "school": schools.codes[at],
                "item": item,
                "n_units": n_units,
                "amount_yuan": float(n_units * price),
                "on": f"{year}-{month:02d}-10",
            }


def _works(schools: Schools, year: int) -> Iterator[dict[str, Any]]:
    compulsory = sorted({*schools.teaching("primary"), *schools.teaching("junior")})
    for number, (kind, quantity, price, n) in enumerate(_WORKS, start=1):
        for k in range(n + (year == YEAR)):
            at = compulsory[(k * 7 + len(kind)) % len(compulsory)]
            amount = quantity + (k % 4 * 10 if quantity > 100 else 0)
            yield {
                "code": f"GC{year}{number:02d}{k + 1:03d}",
                "kind": kind,
                "area": DISTRICTS[schools.listed[at].district].code,
                "school": schools.codes[at],
                "quantity": amount,
                "amount_yuan": amount * price,
                "on": f"{year}-{6 + k % 6:02d}-20",
            }


def _acquisitions() -> Iterator[dict[str, Any]]:
    for year in YEARS:
        for k, place in enumerate(DISTRICTS[:5]):
            is_bought = k % 2 == 0
            yield {
                "code": f"SG{year}{k + 1:02d}",
                "name": f"{place.name}城东新区第{k + 1}幼儿园",
                "area": place.code,
                "way": "purchase" if is_bought else ("recovery", "handover")[k // 2 % 2],
                "n_places": 180 + 30 * k,
                "n_houses": 2 * is_bought,
                "owner_yuan": 1_353_000.0 * is_bought,
                "houses_yuan": 548_000.0 * is_bought,
                "land_yuan": 224_000.0 * is_bought,
                "fitting_yuan": 320_000.0 + 10_000 * k,
                "on": f"{year}-{5 + k:02d}-18",
            }


def _places(schools: Schools) -> Iterator[dict[str, Any]]:
    """Places at private schools and private inclusive kindergartens."""
    private = [at for at, school in enumerate(schools.listed) if schools.is_private[at] and school.is_open]
    for year in YEARS:
        for at in private:
            for term in ("spring", "autumn"):
                n = 60 + at % 5 * 10 + 10 * (year == YEAR)
                yield {"school": schools.codes[at], "year": year, "term": term, "n_places": n,
                       "amount_yuan": n * 2600.0}  # fmt: skip


def _standards() -> Iterator[dict[str, Any]]:
    for kind, stage, per, before, now in (
        ("preschool", "preschool", "month", 200, 315),
        ("nutrition", "primary", "meal", 5, 5),
        ("nutrition", "junior", "meal", 5, 5),
        ("boarder", "primary", "year", 1250, 1250),
        ("boarder", "junior", "year", 1500, 1500),
        ("senior_grant", "senior", "year", 2000, 2300),
        ("public_funds", "primary", "year", 720, 760),
        ("public_funds", "junior", "year", 940, 990),
    ):
        for year in YEARS:
            yield {
                "kind": kind,
                "stage": stage,
                "year": year,
                "per": per,
                "amount_yuan": now if year == YEAR else before,
                "document_number": f"霁财教〔{year}〕{CITY_CODE[-2:]}号",
            }
