"""Cells as numbers: whole numbers, metres, coordinates; what is not a number is a fault."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.allocation.zones.reading.projection import Floats

#: No count and no distance is larger: beyond it a typing error is certain.
LARGEST = 10_000_000


def codes_of(sheet: Given, column: str, what: str, faults: Faults) -> dict[str, int]:
    """Code → row, each once and none empty, in ascending order of the codes."""
    cells = sheet.column(column)
    faults.add_all(
        (f"{what}编号是空的。", sheet.where(row, column), "请补上编号，或删去该行。")
        for row, code in enumerate(cells)
        if not code
    )
    twice = {code for code, n in Counter(cells).items() if n > 1 and code}
    faults.add_all(
        (f"{what}“{code}”出现了不止一次。", sheet.where(row, column), "每个编号只能有一行，请删去重复的。")
        for row, code in enumerate(cells)
        if code in twice
    )
    rows = {code: row for row, code in reversed(list(enumerate(cells))) if code}
    return dict(sorted(rows.items()))


def counts_of(sheet: Given, column: str, rows: Sequence[int], least: int, faults: Faults) -> np.ndarray:
    """Whole numbers of at least `least`, in the order of `rows`; int64 (n_rows,)."""
    cells = sheet.column(column)
    values = np.zeros(len(rows), np.int64)
    wrong = []
    for place, row in enumerate(rows):
        text = cells[row]
        if text.isascii() and text.isdecimal() and least <= int(text) <= LARGEST:
            values[place] = int(text)
        else:
            wrong.append((row, text))
    asked = "正整数" if least else "不小于 0 的整数"
    faults.add_all(
        (f"“{text}”不是{asked}。", sheet.where(row, column), f"请填写 {least} 到 {LARGEST} 的整数。")
        for row, text in wrong
    )
    return values


def numbers_of(sheet: Given, column: str, rows: Sequence[int], faults: Faults, remedy: str) -> Floats:
    """Decimal numbers, NaN where the cell is none; empty cells are faults as well."""
    cells = sheet.column(column)
    values = np.array([_number(cells[row]) for row in rows], np.float64)
    faults.add_all(
        (f"“{cells[rows[place]]}”不是数。", sheet.where(rows[place], column), remedy)
        for place in np.flatnonzero(np.isnan(values)).tolist()
    )
    return values


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return np.nan
    return value if np.isfinite(value) else np.nan


def known(
    sheet: Given, column: str, codes: Mapping[str, int], what: str, faults: Faults, *, empty: bool = False
) -> np.ndarray:
    """Place of each row's code among `codes`; -1 where it is unknown, which is a fault."""
    number, texts = sheet.coded(column)
    places: np.ndarray = np.array([codes.get(text, -1) for text in texts], np.int64)[number]
    faults.add_all(
        (f"没有{what}“{texts[number[row]]}”。", sheet.where(row, column), "请改正编号，或删去这一行。")
        for row in np.flatnonzero(places < 0).tolist()
        if texts[number[row]] or not empty
    )
    return places
