"""Anneal zones with seat prices: first as if seats were elastic, then as if they were iron.

Costs are reduced by the seat prices of the bound, so the search begins where nobody would rather be
elsewhere, and all that is left to do is to fill the seats in one piece. A seat too many or too few costs
little at first, so that pupils flow through saturated zones; the price rises until it is the true one, and
in the last part a pupil too many is dearer than anything else.

Rounds part the zones into groups that touch; groups are annealed side by side. Nothing depends on the
clock or on the number of threads: a search is so much work, and the certificate says how much.

References
----------
.. [1] Kirkpatrick, Gelatt and Vecchi, Science 220 (1983), 671-680: annealing.
.. [2] Geoffrion, Math. Programming Study 2 (1974), 82-114: Lagrangian relaxation.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from xuezheng.allocation.draw.seeding import numbers_below, seed_words, stream
from xuezheng.allocation.zones.instance import FAR, Instance
from xuezheng.allocation.zones.kernels import anneal
from xuezheng.allocation.zones.problem import Ints, Small

ROUNDS = 60
#: Zones annealed together.
TOGETHER = 16
#: Part of the rounds in which seats are elastic.
ELASTIC = 0.4
#: Part of the rounds after which a pupil too many costs all it ever will.
FORGED = 0.9
#: Part of the rounds in which one seat for so many pupils of a typical block is kept back.
FILLED, KEPT_BACK = 0.8, 4
#: Temperatures at the start, when seats turn to iron, when all seats may be filled, and at the end, in
#: typical costs of one step.
HEATS = (0.3, 0.3, 0.15, 0.003)
#: The same where one group holds all zones, for free seats are never far; and near last year's plan.
HEATS_OF_FEW = (0.3, 0.06, 0.008, 0.003)
#: Where a search goes on from a plan: what seats turn to iron at, then.
WARMED = 0.15
#: Price of a seat too many or too few, at the start and before seats become iron, in typical steps.
SOFT, STIFF = 0.1, 15.0
#: A pupil too many, metres, when seats are iron (at least; more where prices are higher).
IRON = 1_000_000
#: Further rounds, at most, for a plan that does not keep the seats yet.
EXTRA = 30
NONE = 1 << 80


@dataclass(frozen=True)
class Found:
    """A plan (n_blocks,), how many rounds were run, and its objective (`NONE` if seats are not kept)."""

    zone: Small
    rounds: int
    value: int


def search(
    instance: Instance,
    zone: Small,
    seat_prices: Ints,
    seed: bytes,
    work: int,
    *,
    workers: int = 2,
    gentle: bool = False,
    begin: float = 0.0,
    tick: Callable[[float], None] | None = None,
) -> Found:
    """Improve a plan in one piece.

    Parameters
    ----------
    zone : array, shape (n_blocks,)
        In one piece each; seats need not be kept.
    seat_prices : array, shape (n_zones,)
        From `transport_bound`.
    work : int
        Proposals to weigh in all; about 18 million a second on one core.
    workers : int
        Threads; the result does not depend on them.
    gentle : bool
        Begin near the plan given, as when as few as can be should move.
    begin : float
        The part of the way to begin at: `ELASTIC` to go on from a plan without making seats elastic again.

    Returns
    -------
    Found
        The best plan seen that keeps the seats; the last one when none did.
    """
    one = _Search(instance, zone, seat_prices, seed, gentle, begin)
    best, least = zone, None
    with ThreadPoolExecutor(workers) as pool:
        for done in range(ROUNDS + EXTRA):
            one.round(done, max(work // ROUNDS, 1), pool)
            value = one.value()
            if value is not None and (least is None or value < least):
                best, least = one.zone.copy(), value
            if tick:
                tick((done + 1) / ROUNDS)
            if done + 1 >= ROUNDS and least is not None:
                return Found(best, done + 1, least)
    return Found(one.zone.copy(), ROUNDS + EXTRA, NONE)


@cache
def minus_logs() -> Ints:
    """-ln((2i + 1) / 8192) in steps of 2⁻¹⁶: random thresholds, rounded the same everywhere."""
    return np.array([int(-(Decimal(2 * i + 1) / 8192).ln() * 65536) for i in range(4096)], np.int64)


class _Search:
    """Tables of a search and its current plan."""

    def __init__(
        self, instance: Instance, zone: Small, seat_prices: Ints, seed: bytes, gentle: bool, begin: float
    ) -> None:
        self.instance, self.seat_prices, self.seed = instance, seat_prices, seed
        self.zone = np.ascontiguousarray(zone, np.int32).copy()
        self.load, self.counts = instance.loads(zone), instance.counts(zone)
        costs = instance.costs(seat_prices)
        self.data = (
            instance.pupils,
            instance.members,
            costs,
            instance.start,
            instance.other,
            instance.compactness,
        )
        self.step = _typical_step(instance, self.zone)
        self.pupil = max(int(instance.pupils.sum()) // max(instance.n_blocks, 1), 1)
        dearest = int(instance.price.max(initial=0) + seat_prices.max(initial=0))
        self.iron = max(IRON, min(4 * dearest, FAR // max(4 * int(instance.pupils.max(initial=1)), 1)))
        self.begin = begin
        self.is_gentle = gentle or instance.n_zones <= TOGETHER
        self.desks: SimpleQueue[Any] = SimpleQueue()
        self.draws = numbers_below(stream(seed, "zones|groups"), 1 << 32)

    def round(self, done: int, work: int, pool: ThreadPoolExecutor) -> None:
        """Part the zones into groups and anneal each."""
        part = self._part(done)
        heats = (self._heat(part), self._heat(part + (1 - self.begin) / ROUNDS))
        rules = (
            self._capacity(part),
            *self._seat_rules(part),
            self.instance.totals(),
            self.instance.balance,
        )
        groups = list(self._groups())
        words = seed_words(self.seed, f"zones|round={done}", len(groups))
        size = sum(group.size for group in groups)
        tasks = [
            pool.submit(self._session, group, rules, heats, max(work * group.size // size, 1), word)
            for group, word in zip(groups, words, strict=True)
        ]
        for task in tasks:
            task.result()

    def _part(self, done: int) -> float:
        """How far the search is; further rounds go over the iron part once more."""
        if done < ROUNDS:
            return self.begin + (1 - self.begin) * done / ROUNDS
        return ELASTIC + (1 - ELASTIC) * ((done - ROUNDS) / EXTRA)

    def _session(self, group: Ints, rules: Any, heats: tuple[int, ...], work: int, word: int) -> None:
        desk = self._desk()
        state = np.array([word], np.uint64)
        plan = (self.zone, self.load, self.counts)
        anneal(plan, self.data, rules, self.instance.fixed, group, heats, work, minus_logs(), state, desk)
        self.desks.put(desk)

    def _desk(self) -> Any:
        """Room for a session to write in: one a thread, used again."""
        try:
            return self.desks.get_nowait()
        except Empty:
            n = self.instance.n_blocks
            return np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(2, np.int64), np.zeros(n, np.int64)

    def _heat(self, part: float) -> int:
        """The temperature: pupils × metres a chain may cost, give or take."""
        start, warm, cool, end_heat = HEATS_OF_FEW if self.is_gentle else HEATS
        if self.begin:
            warm = WARMED
        for begin, end, hot, cold in (
            (0.0, ELASTIC, start, warm),
            (ELASTIC, FILLED, warm, cool),
            (FILLED, 1.0, cool, end_heat),
        ):
            if part <= end:
                share = (part - begin) / (end - begin)
                return max(int(self.step * self.pupil * hot * (cold / hot) ** share), 1)
        return max(int(self.step * self.pupil * end_heat), 1)

    def _seat_rules(self, part: float) -> tuple[Ints, Ints]:
        """What a pupil over and a seat free cost in each zone, metres."""
        n = self.instance.n_zones
        price = self.step * SOFT * (STIFF / SOFT) ** min(part / ELASTIC, 1.0)
        if part > ELASTIC:
            price *= (self.iron / price) ** min((part - ELASTIC) / (FORGED - ELASTIC), 1.0)
        whole = max(int(price), 1)
        return np.full(n, whole, np.int64), np.minimum(self.seat_prices, whole)

    def _capacity(self, part: float) -> Ints:
        """Seats, less a few kept back at first: a zone that misses its mark by a pupil then still fits."""
        spare = int(self.instance.capacity.sum() - self.instance.pupils.sum())
        back = min(self.pupil // KEPT_BACK, spare // (2 * self.instance.n_zones))
        if self.is_gentle or part >= FILLED:
            back = 0
        return np.maximum(self.instance.capacity - back, 0)

    def _groups(self) -> Iterator[Ints]:
        """Part the zones at random into groups of touching zones."""
        touching = touching_zones(self.instance, self.zone)
        free = set(range(self.instance.n_zones))
        for z in self._shuffled(self.instance.n_zones):
            if z not in free:
                continue
            group, edge = [z], [y for y in touching[z] if y in free]
            free.discard(z)
            while edge and len(group) < TOGETHER:
                y = edge.pop(next(self.draws) % len(edge))
                if y in free:
                    group.append(y)
                    free.discard(y)
                    edge += [x for x in touching[y] if x in free]
            yield np.array(group, np.int64)

    def _shuffled(self, n: int) -> list[int]:
        order = list(range(n))
        for i in range(n - 1, 0, -1):
            j = next(self.draws) % (i + 1)
            order[i], order[j] = order[j], order[i]
        return order

    def value(self) -> int | None:
        """The objective, or None while seats are not kept or a block is where it may not be."""
        if (self.load > self.instance.capacity).any():
            return None
        if (self.instance.price[np.arange(self.zone.size), self.zone] < 0).any():
            return None
        return self.instance.objective(self.zone)


def _typical_step(instance: Instance, zone: Small) -> int:
    """Metres by which the walk to a school changes from one block to the next, on average."""
    one = np.repeat(np.arange(instance.n_blocks), np.diff(instance.start))
    here, there = instance.price[one, zone[one]], instance.price[instance.other, zone[one]]
    steps = np.abs(here - there)[(here >= 0) & (there >= 0)]
    return max(int(np.sort(steps)[steps.size // 2]) if steps.size else 1, 1)


def touching_zones(instance: Instance, zone: Small) -> list[list[int]]:
    """Zones that touch each zone, ascending."""
    one = np.repeat(np.arange(instance.n_blocks), np.diff(instance.start))
    a, b = zone[one].astype(np.int64), zone[instance.other].astype(np.int64)
    pairs = np.unique((a * instance.n_zones + b)[a != b]).tolist()
    touching: list[list[int]] = [[] for _ in range(instance.n_zones)]
    for pair in pairs:
        touching[pair // instance.n_zones].append(pair % instance.n_zones)
    return touching
