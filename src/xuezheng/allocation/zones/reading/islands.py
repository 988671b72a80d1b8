"""Pieces of the map that hang together, and those among them that no school can serve."""

import numpy as np

from xuezheng.allocation.zones.reading.faults import SHOWN, Faults
from xuezheng.allocation.zones.reading.ground import Ground


def pieces(start: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Number of the connected piece each block lies in, int64 (n,)."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    n = len(start) - 1
    graph = csr_matrix((np.ones(len(other), np.int8), other, start), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def island_faults(
    start: np.ndarray,
    other: np.ndarray,
    home: np.ndarray,
    codes: list[str],
    ground: Ground | None,
    faults: Faults,
) -> None:
    """A piece of the map without a school can belong to no zone in one piece."""
    piece = pieces(start, other)
    served = set(piece[home].tolist())
    remedy = "请用 --bridges 写明它与哪个小区相通（桥、路），或改正相邻表。"
    faults.add_all(
        (_island_words(np.flatnonzero(piece == p), piece, served, codes, ground), "blocks", remedy)
        for p in range(int(piece.max(initial=-1)) + 1)
        if p not in served
    )


def _island_words(
    members: np.ndarray, piece: np.ndarray, served: set[int], codes: list[str], ground: Ground | None
) -> str:
    names = "、".join(f"“{codes[i]}”" for i in members[:SHOWN].tolist())
    more = f" 等 {len(members)} 个" if len(members) > SHOWN else ""
    what = f"小区{names}没有相邻的小区" if len(members) == 1 else f"小区{names}{more}与有学校的部分不相连"
    mainland = np.flatnonzero(np.isin(piece, list(served)))
    if ground is None or not len(mainland):
        return what + "。"
    from scipy.spatial import cKDTree

    away, nearest = cKDTree(ground.at[mainland]).query(ground.at[members])
    best = int(np.argmin(away))
    return f"{what}；最近的是“{codes[mainland[nearest[best]]]}”（离“{codes[members[best]]}”{away[best]:,.0f} 米）。"
