"""How many of each sort sit in which room, and which candidates these are: docs/algorithms/seating.md §3."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

import numpy as np

from xuezheng.allocation.seating.bound import FAR, pair_tables
from xuezheng.allocation.seating.problem import Ints, Problem

#: Rooms × candidates up to which the best spread of a school over its group's rooms is looked for.
LARGEST = 20_000


@dataclass(frozen=True)
class Shares:
    """Row by row: `n` candidates of a kind sit in a slot."""

    slot: Ints
    kind: Ints
    n: Ints


def deal(problem: Problem, rank: Ints, turn: Ints) -> Ints:
    """Room of each candidate: each group's sorts in proportion, who goes where by `rank` of ticket.

    `turn` is the order in which rooms call that call at the same moment.
    """
    return rooms_of(problem, level(problem, shares_of(problem, turn)), rank)


def shares_of(problem: Problem, turn: Ints) -> Shares:
    """Each group in line, its largest school first, dealt to its slots in turn.

    Slot r with n places calls for the j-th time (j = 0 …) at moment (2j + 1) / n, ties by `turn` of
    their rooms. So no sort is further than one candidate from its share, and half a group is half of each room.
    """
    kinds, kind = problem.kinds
    n_kinds = len(kinds)
    groups, size = _groups(problem)
    line = np.argsort(groups * n_kinds + kind, kind="stable")
    n = np.array([slot.n for slot in problem.slots], dtype=np.int64)
    part = np.array([slot.part for slot in problem.slots], dtype=np.int64)
    whole = lcm(*set(n.tolist())) if len(n) else 1
    places = np.repeat(np.arange(len(n)), n)
    time = np.arange(len(places)) - np.repeat(np.cumsum(n) - n, n)
    when = (2 * time + 1) * (whole // n[places])
    order = turn[[slot.room for slot in problem.slots]]
    called = places[np.lexsort((order[places], when, part[places]))]
    both, count = np.unique(called * n_kinds + kind[line], return_counts=True)
    return Shares(both // n_kinds, both % n_kinds, count.astype(np.int64))


def _groups(problem: Problem) -> tuple[Ints, Ints]:
    """Number of each candidate's group and school, in order of group, then of size, largest first."""
    wide = int(problem.alike[:, 0].max(initial=0)) + 1
    both = problem.part * wide + problem.alike[:, 0]
    if len(problem.part_names) * wide <= 4 * len(both) + 1024:
        counts = np.bincount(both, minlength=len(problem.part_names) * wide)
        found = np.flatnonzero(counts)
        size = counts[found]
        number = np.zeros(len(counts), dtype=np.int64)
    else:
        found, of, size = np.unique(both, return_inverse=True, return_counts=True)
        both, number = of.reshape(-1), np.zeros(len(found), dtype=np.int64)
    order = np.lexsort((found, -size, found // wide))
    at = found if len(number) > len(found) else np.arange(len(found))
    number[at[order]] = np.arange(len(found))
    return number[both], size


def level(problem: Problem, shares: Shares) -> Shares:
    """Where a sort has more in a room than lie apart, exchange with a room where it costs less."""
    kinds, _ = problem.kinds
    room_of = np.array([slot.room for slot in problem.slots], dtype=np.int64)
    tables = pair_tables(problem, problem.diagonals == "hard")
    wide = int(kinds[:, 0].max(initial=0)) + 1
    both, where = np.unique(
        room_of[shares.slot] * wide + kinds[shares.kind, 0],
        return_inverse=True,
    )
    n = np.bincount(where.reshape(-1), weights=shares.n).astype(np.int64)
    costly = both[tables[both // wide, n] > 0]
    if not len(costly):
        return shares
    alone = np.bincount(room_of, minlength=len(problem.rooms)) == 1
    part_of = {slot.room: slot.part for slot in problem.slots}
    wanted = sorted({(part_of[code // wide], code % wide) for code in costly.tolist() if alone[code // wide]})
    table = _Table(problem, shares, tables, alone)
    for part, value in wanted:
        table.level(part, value)
    return table.shares()


class _Table:
    """Counts of each kind in the rooms of one slot, changed one exchange at a time."""

    def __init__(self, problem: Problem, shares: Shares, tables: Ints, alone: Ints) -> None:
        self.value, self.tables = problem.kinds[0][:, 0].tolist(), tables
        self.room = [slot.room for slot in problem.slots]
        self.counts: list[Counter[int]] = [Counter() for _ in problem.slots]
        for slot, kind, n in zip(shares.slot.tolist(), shares.kind.tolist(), shares.n.tolist(), strict=True):
            self.counts[slot][kind] = n
        self.sums: list[Counter[int]] = [Counter() for _ in problem.slots]
        for slot, counts in enumerate(self.counts):
            for kind, n in counts.items():
                self.sums[slot][self.value[kind]] += n
        self.slots_of: dict[int, list[int]] = defaultdict(list)
        for number, slot in enumerate(problem.slots):
            if alone[slot.room]:
                self.slots_of[slot.part].append(number)

    def _step(self, slot: int, value: int, by: int) -> int:
        row, n = self.tables[self.room[slot]], self.sums[slot][value]
        return int(row[n + by] - row[n])

    def level(self, part: int, value: int) -> None:
        """Exchange until no exchange of two rooms costs less, then as the best spread of all would have it."""
        slots = self.slots_of[part]
        self._exchange(slots, value)
        total = sum(self.sums[slot][value] for slot in slots)
        if len(slots) * total > LARGEST:
            return
        wanted = best_shares(self.tables[[self.room[slot] for slot in slots]], total)
        before, kept = self._cost(slots), [(Counter(self.counts[s]), Counter(self.sums[s])) for s in slots]
        if wanted and self._cost_of(slots, value, wanted) < self._cost_of(slots, value):
            self._bring(slots, value, wanted)
        if self._cost(slots) > before:
            for slot, (counts, sums) in zip(slots, kept, strict=True):
                self.counts[slot], self.sums[slot] = counts, sums

    def _cost_of(self, slots: list[int], value: int, wanted: Sequence[int] = ()) -> int:
        n = wanted or [self.sums[slot][value] for slot in slots]
        return sum(int(self.tables[self.room[slot]][m]) for slot, m in zip(slots, n, strict=True))

    def _cost(self, slots: list[int]) -> int:
        return sum(self._cost_of(slots, value) for value in {v for slot in slots for v in self.sums[slot]})

    def _bring(self, slots: list[int], value: int, wanted: Sequence[int]) -> None:
        """Exchange until each room has the number wanted of this sort."""
        over = [s for s, m in zip(slots, wanted, strict=True) for _ in range(self.sums[s][value] - m)]
        under = [s for s, m in zip(slots, wanted, strict=True) for _ in range(m - self.sums[s][value])]
        for away, to in zip(over, under, strict=True):
            self._swap(value, away, to, self._cheapest_other(value, away, to)[1])

    def _cheapest_other(self, value: int, away: int, to: int) -> tuple[int, int]:
        """What it costs that another sort comes from `to` to `away`, and which; none is dearer than all."""
        others = [v for v, n in sorted(self.sums[to].items()) if n and v != value]
        costs = [(self._step(to, v, -1) + self._step(away, v, 1), v) for v in others]
        return min(costs, default=(FAR, -1))

    def _swap(self, value: int, away: int, to: int, other: int) -> None:
        self._move(value, away, to)
        self._move(other, to, away)

    def _exchange(self, slots: list[int], value: int) -> None:
        while True:
            full = [slot for slot in slots if self.sums[slot][value]]
            if not full:
                return
            away = min(full, key=lambda slot: (self._step(slot, value, -1), slot))
            to = min(slots, key=lambda slot: (self._step(slot, value, 1), slot))
            gain = -self._step(away, value, -1) - self._step(to, value, 1)
            price, other = self._cheapest_other(value, away, to)
            if away == to or price >= gain:
                return
            self._swap(value, away, to, other)

    def _move(self, value: int, away: int, to: int) -> None:
        kinds = [kind for kind, n in sorted(self.counts[away].items()) if n and self.value[kind] == value]
        kind = max(kinds, key=lambda kind: self.counts[away][kind] - self.counts[to][kind])
        for slot, by in ((away, -1), (to, 1)):
            self.counts[slot][kind] += by
            self.sums[slot][value] += by

    def shares(self) -> Shares:
        rows = [
            (slot, kind, n)
            for slot, counts in enumerate(self.counts)
            for kind, n in sorted(counts.items())
            if n
        ]
        slot, kind, n = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return Shares(slot, kind, n)


def best_shares(tables: Ints, total: int) -> list[int]:
    """How many of `total` sit in each room so that the pairs of all rooms are fewest; empty if they cannot.

    A dynamic programme, room after room. Row r of `tables` says the fewest pairs of 0, 1 … in room r.
    """
    best = np.full(total + 1, FAR, dtype=np.int64)
    best[0] = 0
    chosen = []
    for table in tables:
        fresh, choice = best + table[0], np.zeros(total + 1, dtype=np.int64)
        for m in range(1, min(len(table), total + 1)):
            here = best[: total + 1 - m] + table[m]
            is_less = here < fresh[m:]
            fresh[m:][is_less], choice[m:][is_less] = here[is_less], m
        best = fresh
        chosen.append(choice)
    if best[total] >= FAR:
        return []
    shares, left = list[int](), total
    for choice in reversed(chosen):
        shares.append(int(choice[left]))
        left -= shares[-1]
    return shares[::-1]


def rooms_of(problem: Problem, shares: Shares, rank: Ints) -> Ints:
    """Candidates of one group and kind, in order of ticket, take its places: the first of each slot, the second …"""
    part = np.array([slot.part for slot in problem.slots], dtype=np.int64)
    room = np.array([slot.room for slot in problem.slots], dtype=np.int64)
    n_kinds, kind = len(problem.kinds[0]), problem.kinds[1]
    rows = np.repeat(np.arange(len(shares.n)), shares.n)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(shares.n) - shares.n, shares.n)
    slot = shares.slot[rows]
    places = slot[np.lexsort((slot, nth, part[slot] * n_kinds + shares.kind[rows]))]
    line = np.lexsort((rank, problem.part * n_kinds + kind))
    found = np.empty(len(line), dtype=np.int64)
    found[line] = room[places]
    return found
