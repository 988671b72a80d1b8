"""Where schools stand: the block each is in, and its place on the map."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from xuezheng.allocation.zones.reading.cells import numbers_of
from xuezheng.allocation.zones.reading.faults import Faults, Given
from xuezheng.allocation.zones.reading.ground import Ground, points_of
from xuezheng.allocation.zones.reading.outlines import are_points, geometries_of
from xuezheng.allocation.zones.reading.places import far_away, fits_system, whole_metres
from xuezheng.allocation.zones.reading.projection import Floats

_OUTSIDE = "请检查学校坐标，或用 block 列写明它在哪个小区。"


@dataclass(frozen=True)
class Sites:
    """The home block of each school, -1 where none was found, and its place in whole metres."""

    home: np.ndarray
    at: np.ndarray | None


def sites_of(
    sheet: Given,
    schools: dict[str, int],
    blocks: dict[str, int],
    ground: Ground | None,
    crs: str,
    faults: Faults,
    *,
    is_placed: bool,
) -> Sites:
    """Find every school: by its `block`, by its `x, y` or by both.

    `is_placed` says whether blocks came with places; when these were faulty, `ground` is None and
    the schools are not blamed.
    """
    rows = list(schools.values())
    home = _stated_homes(sheet, rows, blocks, faults)
    given = _coordinates(sheet, rows, faults)
    has_place = np.asarray(~np.isnan(given).any(axis=1))
    faults.add_all(
        ("学校既没有 block，也没有 x、y。", sheet.where(rows[i]), "请写明它在哪个小区，或给出坐标。")
        for i in np.flatnonzero((home == -1) & ~has_place).tolist()
    )
    if ground is None:
        faults.add_all(
            ("学校只有坐标，小区却没有坐标。", sheet.where(rows[i]), "请用 block 列写明它在哪个小区。")
            for i in np.flatnonzero((home == -1) & has_place & (not is_placed)).tolist()
        )
        return Sites(home, None)
    where = [sheet.where(row) for row in rows]
    if has_place.any() and not fits_system(given, crs, where, "schools", faults):
        return Sites(home, None)
    at = np.where(home[:, None] >= 0, ground.at[home], 0)
    at[has_place] = whole_metres(given[has_place], ground.frame)
    far_away(
        at[has_place], ground.middle, [w for w, h in zip(where, has_place, strict=True) if h], "学校", faults
    )
    _find_homes(home, at, has_place, ground, where, list(blocks), faults)
    return Sites(home, at)


def _stated_homes(sheet: Given, rows: list[int], blocks: dict[str, int], faults: Faults) -> np.ndarray:
    """Place of each school's stated block; -1 unstated, -2 unknown, which is a fault."""
    place = {code: i for i, code in enumerate(blocks)}
    cells = sheet.column("block")
    homes = np.array([place.get(cells[row], -2) if cells[row] else -1 for row in rows], np.int64)
    faults.add_all(
        (f"没有小区“{cells[rows[i]]}”。", sheet.where(rows[i], "block"), "请改正编号，须与小区表一致。")
        for i in np.flatnonzero(homes == -2).tolist()
    )
    return homes


def _coordinates(sheet: Given, rows: list[int], faults: Faults) -> Floats:
    """Coordinates of each school, NaN where both cells are empty."""
    geometries = geometries_of(sheet, rows, faults)
    if geometries is not None:
        if are_points(geometries):
            return points_of(geometries)
        faults.add("学校的图形不是点。", sheet.table.name, "请给出 Point。")
        return np.full((len(rows), 2), np.nan)
    found = np.full((len(rows), 2), np.nan)
    filled = [i for i, row in enumerate(rows) if sheet.column("x")[row] or sheet.column("y")[row]]
    for k, axis in enumerate(("x", "y")):
        found[filled, k] = numbers_of(sheet, axis, [rows[i] for i in filled], faults, "请同时填写 x 和 y。")
    return found


def _find_homes(
    home: np.ndarray,
    at: np.ndarray,
    has_place: np.ndarray,
    ground: Ground,
    where: list[str],
    codes: list[str],
    faults: Faults,
) -> None:
    """Fill in the homes of schools known by their place; a stated home must not contradict it."""
    placed = np.flatnonzero(has_place)
    found = _inside(ground, at[placed]) if ground.outlines is not None else _nearest(ground, at[placed])
    for i, inside in zip(placed.tolist(), found, strict=True):
        if home[i] == -1 and not inside:
            faults.add("学校不在任何一个小区里。", where[i], _OUTSIDE)
        elif home[i] == -1:
            home[i] = inside[0]
        elif home[i] >= 0 and ground.outlines is not None and home[i] not in inside:
            named = f"坐标在小区“{codes[inside[0]]}”" if inside else "坐标不在任何小区"
            faults.add(f"学校写明在小区“{codes[home[i]]}”，{named}。", where[i], "请改正其中一个。")


def _inside(ground: Ground, at: np.ndarray) -> list[list[int]]:
    """Blocks whose polygon holds each place, in order of codes; on a border there are several."""
    import shapely

    pairs = shapely.STRtree(ground.outlines).query(shapely.points(at.astype(np.float64)), "intersects")
    inside: dict[int, list[int]] = defaultdict(list)
    for school, block in sorted(pairs.T.tolist()):
        inside[school].append(block)
    return [inside[school] for school in range(len(at))]


def _nearest(ground: Ground, at: np.ndarray) -> list[list[int]]:
    """The nearest block, unless it is farther than that block is from its eighth neighbour.

    Points have no inside: a school in the middle of its blocks is as near as they are to each other.
    """
    from scipy.spatial import cKDTree

    points = ground.at.astype(np.float64)
    tree, k = cKDTree(points), min(9, len(points))
    found = []
    for place in at:
        squared = ((ground.at - place) ** 2).sum(axis=1)
        block = int(np.argmin(squared))
        reach = np.atleast_1d(tree.query(points[block], k)[0])[-1] if k > 1 else np.inf
        found.append([block] if squared[block] <= reach * reach else [])
    return found
