"""The bare task behind a zoning: whole numbers only, and the same for single schools and for areas.

A zone is a school, or an area of several. The cost of a block in a zone is pupils × (metres, and what
moving a pupil costs); where a block may not go it is `FAR`.
"""

from dataclasses import dataclass

import numpy as np

from xuezheng.allocation.zones.problem import Ints, Problem, Small

#: Dearer than anything a plan can cost: every place where this stands breaks a hard rule.
FAR = 1 << 55


Areas = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Instance:
    """Blocks to zones.

    Parameters
    ----------
    pupils : array, shape (n_blocks,)
    capacity : array, shape (n_zones,)
    price : array, shape (n_blocks, n_zones), metres a pupil
        Walk and move; -1 where the block may not go.
    fixed : array, shape (n_blocks,)
        The zone a block must be in, for it holds one of its schools; else -1.
    start, other : arrays
        Neighbours, as in `Problem`.
    members : array, shape (n_groups, n_blocks)
        Pupils of each group to balance.
    balance, compactness : int
        Weights, as in `Options`.
    """

    pupils: Ints
    capacity: Ints
    price: Ints
    fixed: Small
    start: Ints
    other: Small
    members: Ints
    balance: int = 0
    compactness: int = 0

    @property
    def n_blocks(self) -> int:
        """How many blocks."""
        return int(self.pupils.size)

    @property
    def n_zones(self) -> int:
        """How many zones."""
        return int(self.capacity.size)

    def costs(self, seat_prices: Ints) -> Ints:
        """Cost of each block in each zone with seats paid for; `FAR` where it may not go."""
        return np.where(self.price < 0, FAR, (self.price + seat_prices[None, :]) * self.pupils[:, None])

    def walked(self, zone: Small) -> int:
        """Pupils × (metres and moves) of a plan; hard rules are not looked at."""
        return sum((self.pupils * self.price[np.arange(self.n_blocks), zone]).tolist())

    def loads(self, zone: Small) -> Ints:
        """Pupils in each zone, (n_zones,)."""
        load = np.zeros(self.n_zones, np.int64)
        np.add.at(load, zone, self.pupils)
        return load

    def counts(self, zone: Small) -> Ints:
        """Pupils of each group in each zone, (n_groups, n_zones)."""
        found = np.zeros((self.members.shape[0], self.n_zones), np.int64)
        for g, members in enumerate(self.members):
            np.add.at(found[g], zone, members)
        return found

    def totals(self) -> Ints:
        """Pupils of each group, and all pupils last, (n_groups + 1,)."""
        return np.append(self.members.sum(axis=1), self.pupils.sum()).astype(np.int64)

    def out_of_balance(self, zone: Small) -> int:
        """Pupils by whom groups are too many or too few, each zone and group rounded up."""
        everybody = int(self.pupils.sum())
        loads, totals = self.loads(zone).tolist(), self.totals().tolist()
        away = 0
        for g, counts in enumerate(self.counts(zone).tolist()):
            pairs = zip(counts, loads, strict=True)
            away += sum(-(-abs(everybody * c - totals[g] * load) // everybody) for c, load in pairs)
        return away

    def seams(self, zone: Small) -> int:
        """Pairs of neighbouring blocks in two zones."""
        one = np.repeat(np.arange(self.n_blocks), np.diff(self.start))
        return int((zone[one] != zone[self.other]).sum()) // 2

    def objective(self, zone: Small) -> int:
        """Everything that is to be as small as can be, in pupils × metres."""
        total = self.walked(zone)
        if self.balance:
            total += self.balance * self.out_of_balance(zone)
        return total + (self.compactness * self.seams(zone) if self.compactness else 0)


def instance_of(problem: Problem, areas: Areas | None = None) -> Instance:
    """The task of a problem: zones of one school each, or of the areas given (schools by number).

    The way to an area is the mean way to its schools, weighted by their seats and rounded down: a pupil
    draws among them. None of them may be too far.
    """
    groups = areas or tuple((s,) for s in range(problem.n_schools))
    metres, longest = area_metres(problem, groups)
    homes = [problem.home[list(group)] for group in groups]
    fixed = np.full(problem.n_blocks, -1, np.int32)
    for zone, blocks in enumerate(homes):
        fixed[blocks] = zone
    allowed = allowed_places(problem, longest, homes)
    seats = problem.capacity()
    return Instance(
        pupils=problem.pupils,
        capacity=np.array([seats[list(group)].sum() for group in groups], np.int64),
        price=np.where(allowed, metres + move_prices(problem, longest, groups), -1),
        fixed=fixed,
        start=problem.start,
        other=problem.other,
        members=group_counts(problem),
        balance=problem.options.balance if problem.groups and problem.pupils.any() else 0,
        compactness=problem.options.compactness,
    )


def area_metres(problem: Problem, areas: Areas) -> tuple[Ints, Ints]:
    """Mean metres to the schools of each area and metres to its farthest, -1 without a way; (n, areas)."""
    metres = problem.metres.astype(np.int64)
    if all(len(group) == 1 for group in areas):
        return metres, metres
    mean, longest = np.empty((2, problem.n_blocks, len(areas)), np.int64)
    for zone, group in enumerate(areas):
        ways, seats = metres[:, list(group)], problem.seats[list(group)]
        mean[:, zone] = (ways * seats[None, :]).sum(axis=1) // max(int(seats.sum()), 1)
        longest[:, zone] = np.where((ways < 0).any(axis=1), -1, ways.max(axis=1))
    return np.where(longest < 0, -1, mean), longest


def group_counts(problem: Problem) -> Ints:
    """Pupils of each group in each block, (n_groups, n_blocks); groups in order of their names."""
    rows = [problem.groups[name] for name in sorted(problem.groups)]
    return np.array(rows, np.int64).reshape(len(rows), problem.n_blocks)


def allowed_places(problem: Problem, metres: Ints, homes: list[Small]) -> np.ndarray:
    """Where a block may go: a way is given, not too long, on the same island, and homes stay; (n, zones)."""
    island = islands(problem.start, problem.other)
    there = np.array([island[blocks[0]] for blocks in homes], np.int32)
    allowed: np.ndarray = (metres >= 0) & (island[:, None] == there[None, :])
    if problem.options.max_metres is not None:
        allowed &= metres <= problem.options.max_metres
    for zone, blocks in enumerate(homes):
        may = metres[blocks, zone] >= 0
        allowed[blocks, :] = False
        allowed[blocks[may], zone] = True
    return allowed


def islands(start: Ints, other: Small) -> Small:
    """The number of the island each block lies on, (n_blocks,)."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    n = start.size - 1
    graph = csr_matrix((np.ones(other.size, np.int8), other, start), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], np.int32)


def move_weight(problem: Problem, metres: Ints) -> int:
    """Metres a moved pupil costs: what was asked for, or more than all walks together."""
    if problem.old is None:
        return 0
    if not problem.options.minimal_change:
        return problem.options.stability
    return int((problem.pupils * np.maximum(metres.max(axis=1), 0)).sum()) + 1


def move_prices(problem: Problem, metres: Ints, areas: Areas) -> Ints:
    """Metres a pupil for another zone than last year's, (n_blocks, n_zones)."""
    weight = move_weight(problem, metres)
    if problem.old is None or not weight:
        return np.zeros((1, 1), np.int64)
    old = old_zones(problem, areas)[:, None]
    moved: Ints = ((old >= 0) & (old != np.arange(len(areas))[None, :])).astype(np.int64)
    return moved * weight


def old_zones(problem: Problem, areas: Areas) -> Small:
    """Last year's zone of each block, or -1, (n_blocks,)."""
    zone_of = np.full(problem.n_schools + 1, -1, np.int32)
    for zone, group in enumerate(areas):
        zone_of[list(group)] = zone
    if problem.old is None:
        return np.full(problem.n_blocks, -1, np.int32)
    return np.asarray(zone_of[problem.old], np.int32)
