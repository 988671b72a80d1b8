"""A problem as the search sees it: blocks held at one time, pieces held in one room, costs of periods."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from xuezheng.allocation.timetabling.problem import (
    ALONE,
    AT_PERIOD,
    IN_ROOM,
    Flags,
    Ints,
    Problem,
    Weights,
)


@dataclass(frozen=True)
class Instance:
    """A problem with its blocks and pieces.

    `block` (n_exams,) numbers blocks in order of their first exam; pieces stand by block, those with fewest
    rooms first, then the largest; `piece_exam`, `size` (n_pieces,).
    """

    problem: Problem
    block: Ints
    piece_exam: Ints
    size: Ints

    @cached_property
    def n_blocks(self) -> int:
        """How many blocks there are."""
        return int(self.block.max(initial=-1)) + 1

    @cached_property
    def first(self) -> Ints:
        """Where the pieces of each block begin, (n_blocks + 1,)."""
        counts = np.bincount(self.block[self.piece_exam], minlength=self.n_blocks)
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    @cached_property
    def pair(self) -> Ints:
        """What one candidate with exams at periods p and q costs, (n_periods, n_periods)."""
        return pair_costs(self.problem)

    @cached_property
    def line(self) -> Ints:
        """What a block costs at a period by itself, (n_blocks, n_periods)."""
        costs = exam_costs(self.problem)
        found = np.zeros((self.n_blocks, costs.shape[1]), np.int64)
        np.add.at(found, self.block, costs)
        return found

    @cached_property
    def may(self) -> Flags:
        """Where a block may be: long enough, allowed, and with time for what is before and after it."""
        one = exam_periods(self.problem)
        found = np.ones((self.n_blocks, one.shape[1]), np.bool_)
        np.logical_and.at(found, self.block, one)
        return _with_orders(found, self.orders)

    @cached_property
    def orders(self) -> tuple[tuple[int, int], ...]:
        """Pairs (later, earlier) of blocks."""
        rules = self.problem.rules
        pairs = {(self._of(r.exam), self._of(r.other)) for r in rules if r.kind == "after"}
        return tuple(sorted(pairs))

    def _of(self, exam: int) -> int:
        return int(self.block[exam])

    @cached_property
    def shared(self) -> dict[tuple[int, int], int]:
        """Blocks (lower first) that may not meet, with how many candidates they share; 0 if by rule."""
        pairs, counts = shared_candidates(self.problem.taker, self.block[self.problem.taken])
        found = {(int(a), int(b)): int(n) for (a, b), n in zip(pairs, counts, strict=True)}
        for rule in self.problem.rules:
            if rule.kind in ("different_period", "after"):
                a, b = sorted((self._of(rule.exam), self._of(rule.other)))
                found.setdefault((a, b), 0)
        return found

    @cached_property
    def fits(self) -> Flags:
        """Whether a room may hold a piece and has seats for it, (n_pieces, n_rooms)."""
        seats = np.array([room.seats for room in self.problem.rooms], np.int64)
        allowed: Flags = exam_rooms(self.problem)[self.piece_exam] & (self.size[:, None] <= seats[None, :])
        return allowed

    @cached_property
    def alone(self) -> Ints:
        """Whether a piece shares no room, (n_pieces,)."""
        exams = {rule.exam for rule in self.problem.rules if rule.kind == ALONE}
        return np.array([int(e) in exams for e in self.piece_exam.tolist()], np.int64)


def instance_of(problem: Problem) -> Instance:
    """Tie exams into blocks and part them into pieces."""
    block = _blocks(problem)
    seats = np.array([room.seats for room in problem.rooms], np.int64)
    allowed = exam_rooms(problem)
    pieces = sorted(
        (int(block[e]), int((allowed[e] & (seats >= size)).sum()), -size, e)
        for e, exam in enumerate(problem.exams)
        for size in parts_of(exam.n_candidates, problem.part)
    )
    exams, sizes = [e for *_, e in pieces], [-size for _, _, size, _ in pieces]
    return Instance(problem, block, np.array(exams, np.int64), np.array(sizes, np.int64))


def parts_of(n: int, part: int) -> list[int]:
    """Sizes of the parts of an exam: as few as may be, differing by one at most.

    Examples
    --------
    >>> parts_of(65, 30), parts_of(65, 0)
    ([22, 22, 21], [65])
    """
    if part == 0 or n <= part:
        return [n]
    k = -(-n // part)
    return [n // k + (i < n % k) for i in range(k)]


def _blocks(problem: Problem) -> Ints:
    parent = list(range(len(problem.exams)))

    def root(e: int) -> int:
        while parent[e] != e:
            parent[e] = parent[parent[e]]
            e = parent[e]
        return e

    for rule in problem.rules:
        if rule.kind == "same_period":
            a, b = root(rule.exam), root(rule.other)
            parent[max(a, b)] = min(a, b)
    number: dict[int, int] = {}
    return np.array([number.setdefault(root(e), len(number)) for e in range(len(parent))], np.int64)


def shared_candidates(taker: Ints, held: Ints) -> tuple[Ints, Ints]:
    """Pairs of numbers in `held` with candidates in common, and how many, each pair once.

    Notes
    -----
    O(sum over candidates of the square of their exams).
    """
    both = np.unique(np.stack((taker, held), axis=1), axis=0)
    n = int(held.max(initial=0)) + 1
    starts = np.flatnonzero(np.diff(both[:, 0], prepend=-1)) if both.size else np.zeros(0, np.int64)
    codes = [
        mine[i] * n + mine[i + 1 :] for mine in np.split(both[:, 1], starts[1:]) for i in range(len(mine) - 1)
    ]
    found, counts = np.unique(np.concatenate(codes) if codes else np.zeros(0, np.int64), return_counts=True)
    return np.stack((found // n, found % n), axis=1), counts.astype(np.int64)


def pair_costs(problem: Problem) -> Ints:
    """What one candidate with exams at periods p and q costs."""
    days = np.array(_numbers([period.day for period in problem.periods]), np.int64)
    numbers, weights = np.arange(days.size), problem.weights
    apart = np.abs(numbers[:, None] - numbers[None, :])
    same_day = (days[:, None] == days[None, :]) & (apart > 0)
    cost = np.where(same_day & (apart == 1), weights.two_in_a_row, 0)
    cost = cost + np.where(same_day & (apart > 1), weights.two_in_a_day, 0)
    found: Ints = (cost + ((apart > 0) & (apart <= weights.spread))).astype(np.int64)
    return found


def exam_costs(problem: Problem) -> Ints:
    """Period penalty and frontload of each exam at each period, (n_exams, n_periods)."""
    n = len(problem.periods)
    costs = np.tile(np.array([p.penalty for p in problem.periods], np.int64), (len(problem.exams), 1))
    late = np.arange(n) >= n - problem.weights.last
    for e in largest(problem, problem.weights):
        costs[e, late] += problem.weights.frontload
    return costs


def largest(problem: Problem, weights: Weights) -> list[int]:
    """The largest exams; among equals the earlier code."""
    by_size = sorted(range(len(problem.exams)), key=lambda e: (-problem.exams[e].n_candidates, e))
    return by_size[: weights.largest]


def exam_periods(problem: Problem) -> Flags:
    """Periods long enough for an exam and not ruled out, (n_exams, n_periods)."""
    lengths = np.array([p.minutes for p in problem.periods], np.int64)
    minutes = np.array([e.minutes for e in problem.exams], np.int64)
    return (minutes[:, None] <= lengths[None, :]) & _named(problem, AT_PERIOD, lengths.size)


def exam_rooms(problem: Problem) -> Flags:
    """Rooms not ruled out, whatever their seats, (n_exams, n_rooms)."""
    return _named(problem, IN_ROOM, len(problem.rooms))


def _named(problem: Problem, kind: str, n: int) -> Flags:
    found = np.ones((len(problem.exams), n), np.bool_)
    said: dict[int, list[int]] = {}
    for rule in problem.rules:
        if rule.kind == kind:
            said.setdefault(rule.exam, []).append(rule.other)
    for exam, numbers in said.items():
        found[exam] = False
        found[exam, numbers] = True
    return found


def _with_orders(may: Flags, orders: tuple[tuple[int, int], ...]) -> Flags:
    """Strike out periods that leave no time for what is before or after."""
    may, n = may.copy(), may.shape[1]
    numbers = np.arange(n)
    for _ in range(may.shape[0]):
        before = int(may.sum())
        for later, earlier in orders:
            if may[later].any() and may[earlier].any():
                may[later] &= numbers > int(np.argmax(may[earlier]))
                may[earlier] &= (
                    numbers < n - 1 - int(np.argmax(may[later][::-1])) if may[later].any() else False
                )
        if int(may.sum()) == before:
            break
    return may


def _numbers(texts: list[str]) -> list[int]:
    known: dict[str, int] = {}
    return [known.setdefault(text, len(known)) for text in texts]
