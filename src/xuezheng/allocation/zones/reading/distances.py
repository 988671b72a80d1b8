"""Walking distances: as handed in, or straight lines between whole metres."""

import numpy as np

from xuezheng.allocation.zones.reading.cells import LARGEST, known
from xuezheng.allocation.zones.reading.faults import Faults, Given

#: How many schools' distances are reckoned at a time.
_AT_A_TIME = 64


def straight_metres(at: np.ndarray, school_at: np.ndarray) -> np.ndarray:
    """Straight lines in whole metres, int32 (n, m).

    The root of a whole number below 2⁵³ is correctly rounded and never halfway between two whole
    numbers, so these are the same on every machine.
    """
    out = np.empty((len(at), len(school_at)), np.int32)
    for first in range(0, len(school_at), _AT_A_TIME):
        some = slice(first, first + _AT_A_TIME)
        d = at[:, None, :] - school_at[None, some, :]
        out[:, some] = np.rint(np.sqrt((d * d).sum(axis=2).astype(np.float64)))
    return out


def stated_metres(
    sheet: Given, blocks: dict[str, int], schools: dict[str, int], faults: Faults
) -> np.ndarray:
    """The distances of a table `block, school, metres` or `km`, int32 (n, m), -1 where none is given."""
    out = np.full((len(blocks), len(schools)), -1, np.int32)
    units = [unit for unit in ("metres", "km") if sheet.has(unit)]
    if len(units) != 1:
        faults.add("须有 metres 或 km 其中一列。", "distances", "请只保留一列，并注明单位。")
        return out
    block = known(sheet, "block", {code: i for i, code in enumerate(blocks)}, "小区", faults)
    school = known(sheet, "school", {code: i for i, code in enumerate(schools)}, "学校", faults)
    metres = _metres(sheet, units[0], faults)
    good = np.flatnonzero((block >= 0) & (school >= 0) & (metres >= 0))
    out[block[good], school[good]] = metres[good]
    if np.count_nonzero(out >= 0) < good.size:
        _, first = np.unique(block[good] * len(schools) + school[good], return_index=True)
        again = np.ones(len(good), bool)
        again[first] = False
        faults.add_all(
            ("同一小区到同一学校写了两次。", sheet.where(int(row)), "请删去重复的。") for row in good[again]
        )
    return out


def _metres(sheet: Given, unit: str, faults: Faults) -> np.ndarray:
    """Whole metres, -1 where the cell is no distance, which is a fault."""
    number, texts = sheet.coded(unit)
    metres = np.rint(
        np.array([_number(text) for text in texts], np.float64) * (1000.0 if unit == "km" else 1.0)
    )
    good = (metres >= 0) & (metres <= LARGEST)
    faults.add_all(
        (f"“{texts[number[row]]}”不是距离。", sheet.where(row, unit), "请填写不小于 0 的数。")
        for row in np.flatnonzero(~good[number]).tolist()
    )
    whole: np.ndarray = np.where(good, metres, -1).astype(np.int64)[number]
    return whole


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan


def gaps_in_distances(
    metres: np.ndarray, home: np.ndarray, blocks: dict[str, int], schools: dict[str, int], faults: Faults
) -> None:
    """A block without any distance, or a school without one to its own block, is a fault."""
    codes = list(blocks)
    faults.add_all(
        (f"小区“{codes[i]}”没有到任何学校的距离。", "distances", "请至少给出一所学校。")
        for i in np.flatnonzero((metres < 0).all(axis=1)).tolist()
    )
    faults.add_all(
        (f"学校“{code}”所在小区“{codes[home[j]]}”没有到本校的距离。", "distances", "请补上这一行。")
        for j, code in enumerate(schools)
        if home[j] >= 0 and metres[home[j], j] < 0
    )
