"""Draw zones: a bound first, then a plan that grows from the bound's prices and is annealed.

Nothing depends on the clock: `seconds` is turned into so much work, by a fixed rate, and the certificate
says how much. The same files, options and seed give the same bytes on any machine.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from xuezheng.allocation.zones.bound import transport_bound
from xuezheng.allocation.zones.cases import Case, told_apart, value_of_cases
from xuezheng.allocation.zones.group_bound import group_bound
from xuezheng.allocation.zones.growing import grown
from xuezheng.allocation.zones.instance import Instance, islands
from xuezheng.allocation.zones.problem import Ints, Small
from xuezheng.allocation.zones.refusing import overfull, refuse_plainly_impossible, seats_short
from xuezheng.allocation.zones.search import TOGETHER, Found, search
from xuezheng.errors import BadInput

ALGORITHM = "zones-annealed-by-seat-prices-v2"
#: Proposals a second of `seconds`; one core weighs about 18 million.
WORK_A_SECOND = 12_000_000
SECONDS = 20.0


@dataclass(frozen=True)
class Plan:
    """A zone for each block, (n_blocks,), and how good it is.

    `seat_prices` (n_zones,) and `group_prices` (n_groups, n_zones) prove the bound, or `cases` do where
    they prove a higher one; `work` and `rounds` say how long was searched.
    """

    zone: Small
    objective: int
    bound: int
    seat_prices: Ints
    group_prices: Ints
    work: int
    rounds: int
    cases: Case | None = None

    @property
    def gap(self) -> float:
        """How far the plan is at most from the best one, as a share of the bound."""
        return (self.objective - self.bound) / self.bound if self.bound > 0 else float(self.objective)


def solve(
    instance: Instance,
    seed: bytes,
    *,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    seconds: float = SECONDS,
    kept: Small | None = None,
    workers: int = 2,
    tick: Callable[[float], None] | None = None,
) -> Plan:
    """Give every block a zone, every zone in one piece, every seat rule kept, and prove how good that is.

    Parameters
    ----------
    instance : Instance
    names : (block codes, zone codes)
        For messages.
    seconds : float
        How long to search, at a fixed rate of work.
    kept : array, shape (n_blocks,), optional
        Where to begin: last year's zone, or -1.

    Raises
    ------
    BadInput
        When no plan keeps the rules (the shortage is explained), or none was found.
    """
    refuse_plainly_impossible(instance, names)
    bound = transport_bound(instance)
    if bound is None:
        raise seats_short(instance, names)
    group_prices, value = group_bound(instance, bound)
    flow = bound.most_pupils_go_to(instance.n_blocks)
    ways = (flow, None) if instance.n_zones <= TOGETHER else (flow,)
    starts = [grown(instance, bound.seat_prices, kept, way) for way in ways]
    work = int(seconds * WORK_A_SECOND)
    found = _best_of(instance, starts, bound.seat_prices, seed, work, workers, tick, gentle=kept is not None)
    _refuse_if_broken(instance, found.zone, names)
    objective = instance.objective(found.zone)
    cases = told_apart(instance, bound.seat_prices, objective) if value < objective else None
    apart = value if cases is None else value_of_cases(instance, cases)
    if apart <= value:
        cases = None
    return Plan(
        found.zone, objective, max(value, apart), bound.seat_prices, group_prices, work, found.rounds, cases
    )


def _best_of(
    instance: Instance,
    starts: list[Small],
    seat_prices: Ints,
    seed: bytes,
    work: int,
    workers: int,
    tick: Callable[[float], None] | None,
    *,
    gentle: bool,
) -> Found:
    """A search; where one group holds all zones, one from each start side by side, and the better plan."""
    if instance.n_zones > TOGETHER:
        return search(instance, starts[0], seat_prices, seed, work, workers=workers, gentle=gentle, tick=tick)
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        keys = ((seed, tick), (sha256(seed).digest(), None))
        one, two = (
            pool.submit(search, instance, start, seat_prices, key, work, workers=1, tick=told)
            for start, (key, told) in zip(starts, keys, strict=True)
        )
        return min(one.result(), two.result(), key=lambda found: found.value)


def _refuse_if_broken(
    instance: Instance, zone: Small, names: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    if (zone < 0).any():
        raise BadInput("有的小区与任何学校都不相连。片区须连成一片。请补上邻接。")
    over = instance.loads(zone) > instance.capacity
    far = instance.price[np.arange(zone.size), zone] < 0
    if over.any() or far.any() or not in_one_piece(instance, zone):
        raise overfull(instance, zone, names)


def in_one_piece(instance: Instance, zone: Small) -> bool:
    """Whether every zone is in one piece."""
    one = np.repeat(np.arange(instance.n_blocks), np.diff(instance.start))
    same = zone[one] == zone[instance.other]
    kept = np.zeros(instance.n_blocks + 1, np.int64)
    np.add.at(kept, one[same] + 1, 1)
    pieces = islands(np.cumsum(kept), instance.other[same])
    return np.unique(pieces).size == np.unique(zone).size
