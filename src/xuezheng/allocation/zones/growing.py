"""A first plan in one piece: zones grow from their schools, dearest regrets last."""

import heapq

import numpy as np

from xuezheng.allocation.zones.bound import Bound
from xuezheng.allocation.zones.instance import FAR, Instance, islands
from xuezheng.allocation.zones.problem import Ints, Small

#: Metres by which roundings may part what is as well off with one zone as with another.
AS_WELL = 2


def grown(
    instance: Instance, seat_prices: Ints, kept: Small | None = None, flow: Small | None = None
) -> Small:
    """Every block to a zone it is joined to; seats are not looked at.

    Blocks go to the zone where price and seat price are least, as far as that leaves zones in one piece;
    the rest to the cheapest zone that touches them. `kept` (n_blocks,) is tried first: a zone, or -1.
    `flow` (n_blocks,) is the zone that most pupils of a block go to in the relaxation: everything behind
    a bridge is often as near to one school as to another, and prices alone do not say who has the seats.
    """
    price = np.where(instance.price < 0, FAR, instance.price + seat_prices[None, :])
    wish = price.argmin(axis=1).astype(np.int32)
    if flow is not None:
        wish = np.where(flow >= 0, flow, wish).astype(np.int32)
    if kept is not None:
        allowed = (kept >= 0) & (instance.price[np.arange(kept.size), np.maximum(kept, 0)] >= 0)
        wish = np.where(allowed, kept, wish).astype(np.int32)
    wish = np.where(instance.fixed >= 0, instance.fixed, wish).astype(np.int32)
    label = np.full(instance.n_blocks, -1, np.int32)
    _join(instance, wish, label)
    _fill(instance, price, label)
    return label


def flow_of_lumps(instance: Instance, seat_prices: Ints, bound: Bound) -> Small:
    """The zone most pupils of a lump go to in the relaxation, (n_blocks,); -1 for a block that is none.

    A lump are blocks that touch and are as well off with each of the same zones: what lies behind a bridge.
    """
    price = np.where(instance.price < 0, FAR, instance.price + seat_prices[None, :])
    tied = price <= price.min(axis=1)[:, None] + AS_WELL
    kind = np.unique(np.packbits(tied, axis=1), axis=0, return_inverse=True)[1].ravel()
    is_tied = tied.sum(axis=1) > 1
    one = np.repeat(np.arange(instance.n_blocks), np.diff(instance.start))
    joined = is_tied[one] & (kind[one] == kind[instance.other])
    kept = np.zeros(instance.n_blocks + 1, np.int64)
    np.add.at(kept, one[joined] + 1, 1)
    lump = islands(np.cumsum(kept), instance.other[joined])
    pupils = np.zeros((int(lump.max()) + 1, instance.n_zones), np.int64)
    np.add.at(pupils, (lump[bound.blocks], bound.zones), bound.pupils)
    most = pupils.argmax(axis=1)[lump]
    own = is_tied & tied[np.arange(instance.n_blocks), most]
    return np.asarray(np.where(own, most, -1), np.int32)


def _join(instance: Instance, wish: Small, label: Small) -> None:
    """Give blocks their wish where a path of such wishes leads to one of the zone's schools."""
    start, other = instance.start.tolist(), instance.other.tolist()
    wishes = wish.tolist()
    queue = np.flatnonzero(instance.fixed >= 0).tolist()
    label[queue] = wish[queue]
    seen = set(queue)
    for i in queue:
        for j in other[start[i] : start[i + 1]]:
            if j not in seen and wishes[j] == wishes[i]:
                seen.add(j)
                label[j] = wishes[j]
                queue.append(j)


def _fill(instance: Instance, price: Ints, label: Small) -> None:
    """Give each block that is left to the cheapest zone beside it, cheapest first."""
    start, other = instance.start.tolist(), instance.other.tolist()
    heap: list[tuple[int, int, int]] = []

    def offer(i: int, zone: int) -> None:
        heapq.heappush(heap, (int(price[i, zone] - price[i].min()), i, zone))

    for i in np.flatnonzero(label < 0).tolist():
        for zone in {int(label[j]) for j in other[start[i] : start[i + 1]]} - {-1}:
            offer(i, zone)
    while heap:
        _, i, zone = heapq.heappop(heap)
        if label[i] >= 0:
            continue
        label[i] = zone
        for j in other[start[i] : start[i + 1]]:
            if label[j] < 0:
                offer(j, zone)
