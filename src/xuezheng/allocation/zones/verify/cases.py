"""The bound of cases, reckoned again: every case has prices of its own, and the worst case counts.

A question has two answers and no third. *Is the block in the zone*: if so it is in no other; if not, not in
this one. *Is one of the blocks in the zone*: if none is, none may be; if some is, the zone is joined from its
school to it by blocks of its own, and those cost at least what the cheapest such way costs more than each
block's least. Ways in two zones have no block in common, so what they cost more is added; of several ways in
one zone the dearest counts.
"""

from collections.abc import Mapping
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.zones.verify.ground import Ground, Ints

#: A case in which nothing is possible bounds nothing.
IMPOSSIBLE = 1 << 60
NO_WAY = 1 << 60
DEEPEST = 100

Reach = tuple[tuple[int, tuple[int, ...]], ...]


def bound_of_cases(said: Mapping[str, Any], ground: Ground, way: Ints, may: NDArray[np.bool_]) -> int:
    """The least bound of all cases.

    Parameters
    ----------
    way : array, shape (n_blocks, n_zones)
        Metres a pupil, and what a move costs.
    may : array, shape (n_blocks, n_zones)
        Where rules let a block go at all.

    Raises
    ------
    ValueError, LookupError
        When the cases are not a tree of questions with two answers each, and prices.
    """
    return _bound(said, ground, way, may, (), 0)


def _bound(
    said: Mapping[str, Any], ground: Ground, way: Ints, may: NDArray[np.bool_], reach: Reach, depth: int
) -> int:
    if depth > DEEPEST:
        raise ValueError("cases too deep")
    kind = set(said)
    if kind == {"seat_prices"}:
        return _bound_of_prices(said["seat_prices"], ground, way, may, reach)
    zone = ground.zones.index(said["zone"])
    if kind == {"block", "zone", "in", "out"}:
        block = ground.blocks.index(said["block"])
        inside, outside = may.copy(), may.copy()
        inside[block] = False
        inside[block, zone] = may[block, zone]
        outside[block, zone] = False
        answers = ((said["in"], inside, reach), (said["out"], outside, reach))
    elif kind == {"blocks", "zone", "none", "some"}:
        number = {name: i for i, name in enumerate(ground.blocks)}
        blocks = tuple(number[name] for name in said["blocks"])
        outside = may.copy()
        outside[list(blocks), zone] = False
        answers = ((said["none"], outside, reach), (said["some"], may, (*reach, (zone, blocks))))
    else:
        raise ValueError("not a case")
    return min(_bound(answer, ground, way, where, further, depth + 1) for answer, where, further in answers)


def _bound_of_prices(
    said: Mapping[str, Any], ground: Ground, way: Ints, may: NDArray[np.bool_], reach: Reach
) -> int:
    if sorted(said) != ground.zones or any(
        type(v) is not int or not 0 <= v <= 1 << 50 for v in said.values()
    ):
        raise ValueError("prices missing or out of range")
    if not may.any(axis=1).all():
        return IMPOSSIBLE
    seat = np.array([said[z] for z in ground.zones], np.int64)
    price = np.where(may, way + seat, NO_WAY)
    least = price.min(axis=1)
    further: dict[int, int] = {}
    for zone, blocks in reach:
        more = [
            (p - low) * n if p < NO_WAY else -1
            for p, low, n in zip(price[:, zone].tolist(), least.tolist(), ground.pupils.tolist(), strict=True)
        ]
        further[zone] = max(further.get(zone, 0), _cheapest(ground, zone, more, set(blocks)))
    paid = sum(n * low for n, low in zip(ground.pupils.tolist(), least.tolist(), strict=True))
    back = sum(n * p for n, p in zip(ground.room.tolist(), seat.tolist(), strict=True))
    return min(int(paid - back) + sum(further.values()), IMPOSSIBLE)


def _cheapest(ground: Ground, zone: int, more: list[int], goals: set[int]) -> int:
    """Least sum of `more` on a way from one of the zone's schools to one of the goals; blocks below 0 are closed."""
    heap = [(0, home) for home in ground.homes[zone]]
    done: set[int] = set()
    while heap:
        cost, block = heappop(heap)
        if block in done:
            continue
        if block in goals:
            return cost
        done.add(block)
        for near in ground.near[block]:
            if near not in done and more[near] >= 0:
                heappush(heap, (cost + more[near], near))
    return IMPOSSIBLE
