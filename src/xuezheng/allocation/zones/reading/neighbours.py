"""Which blocks touch: as stated, from polygons, or from points.

Pairs are (n_pairs, 2) places of blocks in ascending order of codes, the smaller first, each once.
"""

import numpy as np

from xuezheng.allocation.zones.reading.cells import known
from xuezheng.allocation.zones.reading.faults import Faults, Given

#: Of a triangulation, a side longer than this many times the median side is no neighbourhood.
LONG_SIDES = 3


def stated_pairs(sheet: Given, blocks: dict[str, int], faults: Faults) -> np.ndarray:
    """The pairs of a table `block, neighbour`; a pair may stand once or in both directions."""
    place = {code: i for i, code in enumerate(blocks)}
    ends = [known(sheet, column, place, "小区", faults) for column in ("block", "neighbour")]
    faults.add_all(
        (f"小区“{sheet.column('block')[row]}”写成了自己的邻居。", sheet.where(row), "请改正，或删去这一行。")
        for row in np.flatnonzero((ends[0] == ends[1]) & (ends[0] >= 0)).tolist()
    )
    both = np.column_stack(ends)
    return once(both[(both >= 0).all(axis=1) & (both[:, 0] != both[:, 1])])


def once(pairs: np.ndarray) -> np.ndarray:
    """Each pair once, the smaller first, in ascending order."""
    return np.unique(np.sort(pairs.reshape(-1, 2), axis=1), axis=0)


def pairs_of_outlines(outlines: np.ndarray, gap_m: int) -> np.ndarray:
    """Blocks whose borders run within `gap_m` of each other for more than three times that length.

    A corner alone brings twice the gap at most, so it makes no neighbours. At gap 0, whole metres
    of common border are asked for.
    """
    import shapely

    least = max(3 * gap_m, 0.5)
    sure = _common_sides(outlines, least)
    near = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=gap_m)
    near = near[:, near[0] < near[1]].T
    n = len(outlines)
    first, second = near[~np.isin(near @ [n, 1], sure @ [n, 1])].T
    grown = shapely.buffer(outlines, gap_m, quad_segs=4) if gap_m else outlines
    border = shapely.intersection(shapely.boundary(outlines[first]), grown[second])
    long_enough = shapely.length(border) > least
    return once(np.concatenate([sure, np.column_stack([first, second])[long_enough]]))


def _common_sides(outlines: np.ndarray, least: float) -> np.ndarray:
    """Pairs whose polygons have sides in common, corner by corner, longer in all than `least`.

    Most neighbours are found so, without cutting polygons with each other.
    """
    import shapely

    rings, owner = shapely.get_rings(outlines, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    corners = corners.astype(np.int64)
    is_side = ring[1:] == ring[:-1]
    ends = np.stack([corners[:-1][is_side], corners[1:][is_side]], axis=1)
    length = np.sqrt(((ends[:, 0] - ends[:, 1]) ** 2).sum(axis=1))
    turned = (ends[:, 0, 0] > ends[:, 1, 0]) | (
        (ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1])
    )
    ends[turned] = ends[turned][:, ::-1]
    block = owner[ring[:-1][is_side]]
    order = np.lexsort((block, *ends.reshape(-1, 4).T))
    sides, block, length = ends.reshape(-1, 4)[order], block[order], length[order]
    same = (sides[1:] == sides[:-1]).all(axis=1)
    pairs, place = np.unique(np.column_stack([block[:-1], block[1:]])[same], axis=0, return_inverse=True)
    common = np.bincount(place.ravel(), weights=length[:-1][same], minlength=len(pairs))
    return pairs[common > least].astype(np.int64)


def pairs_of_points(at: np.ndarray) -> tuple[np.ndarray, int]:
    """Neighbours of a Delaunay triangulation without its overlong sides, and how many were dropped.

    A side longer than three times the median side is dropped, unless no third block lies in the
    circle on it (Gabriel). Sides of the second kind hold everything together, so that nothing is
    cut off. Blocks at one point are neighbours of each other and share their neighbours.
    """
    unique, of_block = np.unique(at, axis=0, return_inverse=True)
    sides, dropped = _sides(unique)
    members: list[list[int]] = [[] for _ in unique]
    for block, point in enumerate(of_block.ravel().tolist()):
        members[point].append(block)
    pairs = [(a, b) for m in members if len(m) > 1 for i, a in enumerate(m) for b in m[i + 1 :]]
    pairs += [(a, b) for s, t in sides.tolist() for a in members[s] for b in members[t]]
    return once(np.array(pairs, np.int64)), dropped


def _sides(points: np.ndarray) -> tuple[np.ndarray, int]:
    if len(points) < 3 or _are_on_a_line(points):
        # Unique rows come sorted, so along a line each touches the next.
        return np.column_stack([np.arange(len(points) - 1), np.arange(1, len(points))]), 0
    from scipy.spatial import Delaunay

    corners = Delaunay(points - points[0]).simplices.astype(np.int64)
    turns = ((0, 1, 2), (1, 2, 0), (2, 0, 1))
    sides = np.concatenate([np.sort(corners[:, [i, j]], axis=1) for i, j, _ in turns])
    third = np.concatenate([corners[:, k] for _, _, k in turns])
    a, b, c = points[sides[:, 0]], points[sides[:, 1]], points[third]
    is_inside = ((a - c) * (b - c)).sum(axis=1) < 0
    distinct, place = np.unique(sides, axis=0, return_inverse=True)
    is_blocked = np.zeros(len(distinct), bool)
    np.logical_or.at(is_blocked, place.ravel(), is_inside)
    squared = ((points[distinct[:, 0]] - points[distinct[:, 1]]) ** 2).sum(axis=1)
    middle = int(np.sort(squared)[(len(squared) - 1) // 2])
    is_long = is_blocked & (squared > LONG_SIDES**2 * middle)
    return distinct[~is_long], int(is_long.sum())


def _are_on_a_line(points: np.ndarray) -> bool:
    d = points - points[0]
    far = d[np.argmax((d * d).sum(axis=1))]
    return bool((d[:, 0] * far[1] == d[:, 1] * far[0]).all())


def links(pairs: np.ndarray, n_blocks: int) -> tuple[np.ndarray, np.ndarray]:
    """The pairs as rows of neighbours: start int64 (n + 1,), other int32, each row ascending."""
    both = np.concatenate([pairs, pairs[:, ::-1]]) if len(pairs) else np.zeros((0, 2), np.int64)
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    counts = np.bincount(both[:, 0], minlength=n_blocks)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), both[:, 1].astype(np.int32)
