"""Draw zones: a bound first, then a plan that grows from the bound's prices and is annealed.

Nothing depends on the clock: `seconds` is turned into so much work, by a fixed rate, and the certificate
says how much. The same files, options and seed give the same bytes on any machine.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

import numpy as np

from xuezheng.allocation.zones.bound import transport_bound
from xuezheng.allocation.zones.cases import Case, told_apart, value_of_cases
from xuezheng.allocation.zones.crossing import crossed, parted_zones
from xuezheng.allocation.zones.group_bound import group_bound
from xuezheng.allocation.zones.growing import flow_of_lumps, grown
from xuezheng.allocation.zones.instance import Instance
from xuezheng.allocation.zones.problem import Ints, Small
from xuezheng.allocation.zones.refusing import overfull, refuse_plainly_impossible, seats_short
from xuezheng.allocation.zones.search import ELASTIC, NONE, TOGETHER, Found, search
from xuezheng.errors import BadInput

ALGORITHM = "zones-annealed-by-seat-prices-v3"
#: Proposals a second of `seconds`; one core weighs about 18 million.
WORK_A_SECOND = 12_000_000
SECONDS = 20.0
#: Where there are few zones, the turns two searches take: eighths of the work, and where they begin.
TURNS = ((3, 0.0), (3, 0.0), (1, ELASTIC), (1, ELASTIC))


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
    ways: list[Small | None] = [flow, None]
    if instance.n_zones > TOGETHER:
        ways = [flow] if kept is not None else [flow_of_lumps(instance, bound.seat_prices, bound), flow]
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
    """A search; where one group holds all zones, several of them, and what they found put together.

    One search from each start; a pair from the better plan with seats elastic once more, which finds other
    ways round; pairs that go on from the best so far with seats of iron.
    """
    if instance.n_zones > TOGETHER:
        share = work // len(starts)
        run = partial(search, instance, seat_prices=seat_prices, work=share, workers=workers, gentle=gentle)
        return _together(instance, [run(start, seed=seed, tick=tick) for start in starts])
    seen: list[Found] = []
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        for turn, (eighths, begin) in enumerate(TURNS):
            told = partial(_tell, tick, turn)
            run = partial(search, instance, seat_prices=seat_prices, workers=1, begin=begin)
            froms = starts if not seen else [seen[0].zone] * 2
            keys = [sha256(seed + bytes([turn, k])).digest() for k in range(len(froms))]
            tasks = [
                pool.submit(run, zone, seed=key, work=work * eighths // 8, tick=None if k else told)
                for k, (zone, key) in enumerate(zip(froms, keys, strict=True))
            ]
            found = [task.result() for task in tasks]
            seen = [_together(instance, found + seen), *found, *seen]
    return seen[0]


def _tell(tick: Callable[[float], None] | None, turn: int, part: float) -> None:
    """Say how far all turns are, by how far this one is."""
    if tick:
        before = sum(eighths for eighths, _ in TURNS[:turn])
        tick((before + min(part, 1.0) * TURNS[turn][0]) / 8)


def _together(instance: Instance, found: list[Found]) -> Found:
    """The best plan, with what is better in the others; the best itself where no plan keeps the seats."""
    order = sorted(found, key=lambda one: one.value)
    good = [one.zone for one in order if one.value < NONE]
    if not good or parted_zones(instance, good[0]):
        return order[0]
    zone = crossed(instance, good)
    return Found(zone, order[0].rounds, instance.objective(zone))


def _refuse_if_broken(
    instance: Instance, zone: Small, names: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    if (zone < 0).any():
        raise BadInput("有的小区与任何学校都不相连。片区须连成一片。请补上邻接。")
    over = instance.loads(zone) > instance.capacity
    far = instance.price[np.arange(zone.size), zone] < 0
    if over.any() or far.any() or parted_zones(instance, zone):
        raise overfull(instance, zone, names)
