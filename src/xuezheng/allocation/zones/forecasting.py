"""Early warning of seats (学位预警): children already born or registered, against the seats of their zone.

No one is guessed: the children of a block are those of the cohort file, in the year in which they
reach the age of entry. Births to come, people moving and new estates are in it only if the file has
them; `rate_pct` says how many of a hundred are expected to take their place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from xuezheng.allocation.tables.sheets import read_sheet
from xuezheng.allocation.zones.reading.cells import LARGEST, known
from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.allocation.zones.report.picture import Picture
from xuezheng.errors import BadInput
from xuezheng.rules.values import Value, value_on

#: A file reaches no further than the children already born.
MOST_YEARS = 6
#: Ages a child of a cohort file may have.
_OLDEST = 20


@dataclass(frozen=True)
class Forecast:
    """Children expected in each zone and year, (n_zones, n_years), and the level that means."""

    years: tuple[int, ...]
    children: np.ndarray
    seats: np.ndarray
    levels: tuple[tuple[str, ...], ...]
    rules: Mapping[str, Value]
    rate_pct: int
    n_passed_over: int

    @property
    def missing(self) -> np.ndarray:
        """Seats that are missing, (n_zones, n_years)."""
        return np.asarray(np.maximum(self.children - self.seats[:, None], 0))


def forecast(
    picture: Picture,
    cohorts: Path,
    *,
    first_year: int,
    n_years: int,
    rate_pct: int = 100,
    on: int | None = None,
) -> Forecast:
    """Count the children who reach the age of entry, year by year.

    Parameters
    ----------
    picture : Picture
        The plan; seats are those of its schools, in every year.
    cohorts : Path
        `block, children` and either `year` (autumn in which they enter) or `age` (whole years on
        31 August of the year `on`).
    first_year, n_years : int
        Autumns to look at; at most six.
    rate_pct : int
        Of a hundred children, so many are expected; halves are rounded up, zone by zone.

    Raises
    ------
    BadInput
        With every fault of the file: unknown blocks, rows twice, years of which it has nothing.
    """
    if not 1 <= n_years <= MOST_YEARS:
        raise BadInput(f"--years {n_years} 不在 1 到 {MOST_YEARS} 之间。更远的孩子还没有出生。请改小。")
    if not 1 <= rate_pct <= 200:
        raise BadInput(f"--rate {rate_pct} 不在 1 到 200 之间。它是每百名适龄儿童预计入学的人数。请改正。")
    years = tuple(range(first_year, first_year + n_years))
    rules = _rules(first_year)
    sheet = Given(read_sheet(cohorts, needs=("block", "children"), name="cohorts"))
    by_block, passed_over = _children(sheet, picture, years, on, int(rules["entry_age"].value))
    registered = np.zeros((len(picture.zones), n_years), np.int64)
    np.add.at(registered, picture.zone, by_block)
    expected = (registered * rate_pct + 50) // 100
    seats = np.array([int(picture.seats[list(zone.schools)].sum()) for zone in picture.zones], np.int64)
    levels = tuple(
        tuple(level_of(int(n), int(seats[z]), rules) for n in expected[z]) for z in range(len(picture.zones))
    )
    return Forecast(years, expected, seats, levels, rules, rate_pct, passed_over)


def _rules(first_year: int) -> dict[str, Value]:
    on = date(first_year, 9, 1)
    names = {level: f"zones.seat_warning.{level}.above_pct" for level in ("red", "orange", "yellow")}
    return {
        key: value_on(name, on) for key, name in {**names, "entry_age": "zones.entry_age.primary"}.items()
    }


def level_of(children: int, seats: int, rules: Mapping[str, Value]) -> str:
    """The highest level whose per cent of the seats the children pass."""
    for level in ("red", "orange", "yellow"):
        if Decimal(children * 100) > rules[level].value * seats:
            return level
    return "green"


def _children(
    sheet: Given, picture: Picture, years: Sequence[int], on: int | None, entry_age: int
) -> tuple[np.ndarray, int]:
    """Children of each block by year of entry, (n_blocks, n_years), and rows of other years."""
    faults = Faults()
    block = known(sheet, "block", {code: i for i, code in enumerate(picture.blocks)}, "小区", faults)
    children = _whole(sheet, "children", LARGEST, faults)
    year = _entry_years(sheet, on, entry_age, faults)
    out = np.zeros((len(picture.blocks), len(years)), np.int64)
    seen: dict[tuple[int, int], int] = {}
    passed_over = 0
    for row, key in enumerate(zip(block.tolist(), year.tolist(), strict=True)):
        if key in seen and min(key) >= 0:
            what = f"与第 {seen[key] + 2} 行是同一小区、同一年入学。"
            faults.add(what, sheet.where(row), "请合并成一行。")
        seen[key] = row
        if key[1] in years and key[0] >= 0:
            out[key[0], years.index(key[1])] = children[row]
        elif key[1] >= 0:
            passed_over += 1
    for asked in years:
        if not faults.found and not (year == asked).any():
            faults.add(f"没有 {asked} 年入学的儿童。", "cohorts", "请补上这一年，或改小 --years。")
    faults.raise_any()
    return out, passed_over


def _entry_years(sheet: Given, on: int | None, entry_age: int, faults: Faults) -> np.ndarray:
    if sheet.has("year") == sheet.has("age"):
        faults.add("须有 year 或 age 其中一列。", "cohorts", "year 是入学年份，age 是当年 8 月 31 日的周岁。")
        return np.full(sheet.n_rows, -1, np.int64)
    if sheet.has("year"):
        return _whole(sheet, "year", 9999, faults)
    if on is None:
        faults.add("age 列没有写明是哪一年的周岁。", "cohorts", "请用 --on 写明年份，如 --on 2026。")
        return np.full(sheet.n_rows, -1, np.int64)
    ages = _whole(sheet, "age", _OLDEST, faults)
    return np.where(ages >= 0, on + entry_age - ages, -1)


def _whole(sheet: Given, column: str, most: int, faults: Faults) -> np.ndarray:
    """Whole numbers from 0 to `most`; -1 where the cell is none, which is a fault."""
    cells = sheet.column(column)
    good = [cell.isascii() and cell.isdecimal() and int(cell) <= most for cell in cells]
    faults.add_all(
        (f"“{cell}”不是 0 到 {most} 的整数。", sheet.where(row, column), "请改正。")
        for row, cell in enumerate(cells)
        if not good[row]
    )
    return np.array([int(cell) if ok else -1 for cell, ok in zip(cells, good, strict=True)], np.int64)
