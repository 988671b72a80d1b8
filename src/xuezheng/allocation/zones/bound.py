"""What no plan can beat: the transport relaxation, solved as a flow and proven by its prices.

Let pupils go one by one, each where a seat is, zones in pieces or not: no plan costs less than the best
such sharing. A flow finds it on each block's nearest zones; prices of seats read off the flow then bound
every plan from below, whatever the flow left out:

    bound = Σ_blocks pupils · min over zones (price + seat price) − Σ_zones capacity · seat price

holds for any seat prices ≥ 0, and a verifier needs nothing but them. When it equals the cost of the flow
the flow is best on all arcs; where it does not, the arcs that are missed are added and the flow repeated.

References
----------
.. [1] Ahuja, Magnanti and Orlin, Network Flows (1993), ch. 9: potentials and reduced costs.
"""

from dataclasses import dataclass

import numpy as np

from xuezheng.allocation.zones.instance import Instance
from xuezheng.allocation.zones.problem import Ints, Small

#: Arcs a block at first: its nearest zones.
NEAREST = 15
NEVER = 1 << 50


@dataclass(frozen=True)
class Bound:
    """The relaxation: seat prices (n_zones,), the bound they prove, and where its pupils go.

    `blocks`, `zones`, `pupils` are the arcs that carry pupils.
    """

    seat_prices: Ints
    value: int
    blocks: Ints
    zones: Ints
    pupils: Ints

    def most_pupils_go_to(self, n_blocks: int) -> Small:
        """The zone that takes most pupils of each block, (n_blocks,); -1 for a block without pupils."""
        zone = np.full(n_blocks, -1, np.int32)
        order = np.lexsort((-self.zones, self.pupils))
        zone[self.blocks[order]] = self.zones[order]
        return zone


def transport_bound(instance: Instance) -> Bound | None:
    """Solve the relaxation; None when seats do not suffice for the pupils who can reach them."""
    arcs = _nearest(instance, min(NEAREST, instance.n_zones))
    while True:
        found = _flow(instance, arcs)
        if found is None:
            if arcs.all(where=instance.price >= 0):
                return None
            arcs = instance.price >= 0
            continue
        flow, cost = found
        seat_prices = _seat_prices(instance, arcs, flow)
        value = bound_value(instance, seat_prices)
        if value == cost or arcs.all(where=instance.price >= 0):
            return Bound(seat_prices, value, *flow)
        arcs |= _missed(instance, flow, seat_prices)


def bound_value(instance: Instance, seat_prices: Ints) -> int:
    """The bound that seat prices prove, in pupils × metres."""
    price = np.where(instance.price < 0, NEVER, instance.price + seat_prices[None, :])
    least = price.min(axis=1)
    parts = (instance.pupils * least).tolist()
    return int(sum(parts) - sum((instance.capacity * seat_prices).tolist()))


def _nearest(instance: Instance, k: int) -> np.ndarray:
    """Which arcs lead to a block's k cheapest zones, (n_blocks, n_zones)."""
    price = np.where(instance.price < 0, NEVER, instance.price)
    if k == instance.n_zones:
        return instance.price >= 0
    nearest = np.argpartition(price, k - 1, axis=1)[:, :k]
    arcs = np.zeros(price.shape, bool)
    np.put_along_axis(arcs, nearest, True, axis=1)
    return arcs & (instance.price >= 0)


def _flow(instance: Instance, arcs: np.ndarray) -> tuple[tuple[Ints, Ints, Ints], int] | None:
    from ortools.graph.python import min_cost_flow

    n, m = instance.price.shape
    block, zone = np.nonzero(arcs)
    network = min_cost_flow.SimpleMinCostFlow()
    price = instance.price[block, zone]
    network.add_arcs_with_capacity_and_unit_cost(block, n + zone, instance.pupils[block], price)
    end = n + m
    network.add_arcs_with_capacity_and_unit_cost(
        np.arange(n, end), np.full(m, end), instance.capacity, np.zeros(m, np.int64)
    )
    network.set_nodes_supplies(np.arange(n), instance.pupils)
    network.set_nodes_supplies(np.array([end]), np.array([-int(instance.pupils.sum())]))
    if network.solve() != network.OPTIMAL:
        return None
    pupils = np.asarray(network.flows(np.arange(block.size)), np.int64)
    used = pupils > 0
    return (block[used], zone[used], pupils[used]), int((pupils * price).sum())


def _steps(price: Ints, flow: tuple[Ints, Ints, Ints]) -> Ints:
    """Least extra price of moving one pupil of zone s to zone t, (n_zones, n_zones)."""
    block, zone, _ = flow
    m = price.shape[1]
    steps = np.full((m, m), NEVER, np.int64)
    for s in range(m):
        there = block[zone == s]
        if there.size:
            steps[s] = (price[there] - price[there, s][:, None]).min(axis=0)
    return np.minimum(steps, NEVER)


def _seat_prices(instance: Instance, arcs: np.ndarray, flow: tuple[Ints, Ints, Ints]) -> Ints:
    """The lowest prices at which nobody in the flow would rather be elsewhere, (n_zones,).

    A seat in s must cost at least what one in t does, less what a pupil of t saves by coming to s. Zones
    with a seat to spare end at 0 whenever the flow is best on the arcs looked at.
    """
    steps = _steps(np.where(arcs, instance.price, NEVER), flow)
    price = np.zeros(instance.n_zones, np.int64)
    for _ in range(instance.n_zones):
        higher = np.maximum(price, (price[:, None] - steps).max(axis=0))
        if (higher == price).all():
            break
        price = higher
    return price


def _missed(instance: Instance, flow: tuple[Ints, Ints, Ints], seat_prices: Ints) -> np.ndarray:
    """Arcs cheaper at these seat prices than what the flow uses; all of them if none is."""
    price = np.where(instance.price < 0, NEVER, instance.price + seat_prices[None, :])
    dearest = np.zeros(instance.n_blocks, np.int64)
    np.maximum.at(dearest, flow[0], price[flow[0], flow[1]])
    better = price < dearest[:, None]
    return better if better.any() else instance.price >= 0
