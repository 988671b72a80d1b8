"""Divide a year group: a first plan that keeps the rules, then swaps that never break one.

Annealing runs in sessions: a few classes are taken out, annealed among themselves, and put back if
that was good. Scores of swaps are looked up from a table of products (see `kernels`), so one core
weighs a thousand million swaps a second. Nothing depends on the clock: a search is so many rounds, and
the certificate says how many, so anybody can run the same search again.

References
----------
.. [1] Späth, Journal of Classification 3 (1986), 201-208: anticlustering by exchange.
.. [2] Kirkpatrick, Gelatt and Vecchi, Science 220 (1983), 671-680: annealing.
"""

import math
import time
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np

from xuezheng.allocation.classes.bound import bound_of, objective_of
from xuezheng.allocation.classes.columns import Column, columns_of, standardised
from xuezheng.allocation.classes.counting import violations_of
from xuezheng.allocation.classes.exhaustive import best_plan, is_small
from xuezheng.allocation.classes.kernels import products
from xuezheng.allocation.classes.placement import quick_start, strict_codes
from xuezheng.allocation.classes.problem import Ints, Plan, Problem, empty_rules, even_sizes
from xuezheng.allocation.classes.sessions import class_products, class_sums, run_sessions
from xuezheng.allocation.draw.seeding import seed_words

ALGORITHM = "class-swaps-v1"
#: Rounds when neither rounds nor seconds are asked for: about a second for 600 pupils.
ROUNDS = 150
#: Up to so many pupils the products of all pairs are kept (four bytes a pair).
PAIRS_KEPT = 3000
#: Temperatures and slack, in units of the objective times pupils per class and column.
WARM, COLD, REHEAT, SLACK = 0.0676, 0.00676, 0.027, 0.012
#: The same where whole-numbered columns lock one another (see `is_locked`): so many times hotter.
LOCKED = (4.0, 4.0, 5.0, 8.0)
#: Sessions a class of the first annealing: when nothing follows, before rounds, and when locked.
BRIEF, CALM, LONG = 2, 30, 100
#: (classes, steps) of the sessions of one round.
ROUND = ((3, 2000), (4, 3000), (5, 4000), (6, 5000))
#: After so many rounds the slack has halved.
HALF_LIFE = 1600


def solve(
    problem: Problem,
    seed: str | bytes,
    *,
    label: str = "classes",
    rounds: int | None = None,
    seconds: float | None = None,
) -> Plan:
    """Divide the pupils into classes as evenly as the rules allow.

    Parameters
    ----------
    problem : Problem
        Already checked: see `reading.read_problem`.
    seed, label
        All randomness comes from these.
    rounds : int, optional
        How long to search; 0 anneals once, briefly, for a city in seconds.
    seconds : float, optional
        Instead of rounds: stop after the round in which so much processor time has passed. The plan is the
        same as that of `rounds=plan.rounds`, on any machine.

    Returns
    -------
    Plan
        Keeps every hard rule; `verify` counts it again.

    Raises
    ------
    BadInput
        When the demands contradict each other; names a smallest set of them that does.

    Notes
    -----
    O(n_pupils²·n_columns) once, then a fixed cost a round. Beyond 3,000 pupils products are made as they
    are needed and the cost grows with n_pupils·n_columns. Where classes to the power of pupils is at most
    60,000 every plan is looked at, and the answer is a best one.
    """
    load_kernels()
    started = time.process_time()
    state = np.array(seed_words(seed, label, 1), np.uint64)
    room = first_plan(problem, state)
    columns = columns_of(problem)
    best = best_plan(problem, columns, state) if columns and is_small(problem) else None
    if best is not None:
        room, rounds = best, 0
    elif problem.n_classes > 1 and columns:
        z = standardised(columns, problem.n_pupils)
        search = Search(problem, z, room, state, locked=is_locked(problem, columns))
        room, rounds = search.run(rounds, seconds, started)
    else:
        rounds = 0
    sizes = np.bincount(room, minlength=problem.n_classes)
    objective = objective_of(columns, room, problem.n_classes)
    bound = bound_of(columns, sizes)
    return Plan(
        room, float(round(objective, 9)), float(round(bound, 9)), rounds, violations_of(problem, room)
    )


def first_plan(problem: Problem, state: np.ndarray) -> Ints:
    """Some plan that keeps every hard rule."""
    room = quick_start(problem, state)
    if room is None:
        from xuezheng.allocation.classes.conflicts import exact_start

        room = exact_start(problem, state)
    return room


def is_locked(problem: Problem, columns: list[Column]) -> bool:
    """Whether there are so many coarse columns that hardly any two pupils can be swapped without loss.

    Coarse is a column one step of which costs a hundredth of the objective or more. Up to 0.7 coarse
    columns a pupil of one class, plain temperatures are best; beyond, four times hotter ones are (measured).
    """
    coarse = 0
    for column in columns:
        if column.is_whole:
            step = float(np.gcd.reduce(column.y - column.y.min()))
            variance = float(column.spread) / problem.n_pupils**2
            coarse += 2 * step * step * problem.n_classes >= 0.01 * problem.n_pupils * variance
    return bool(coarse * problem.n_classes > 0.7 * problem.n_pupils)


@cache
def load_kernels() -> None:
    """Compile the kernels, or load them from the cache, before any clock is started."""
    z = np.array([[1.0, -1.0, 1.0, -1.0]])
    tiny = Problem(
        pupils=("a", "b", "c", "d"),
        scores=(),
        categories=(),
        classes=("1", "2"),
        sizes=even_sizes(4, 2),
        **empty_rules(4),
    )
    state = np.array([1], np.uint64)
    for kept in (PAIRS_KEPT, 0):
        search = Search(tiny, z, first_plan(tiny, state), state, kept=kept)
        search.run(1, None, 0.0)


@cache
def minus_logs() -> np.ndarray:
    """-ln((2i + 1) / 8192) in steps of 2⁻¹⁶: random thresholds, rounded the same everywhere."""
    ratio = Decimal(8192)
    return np.array([int(-(Decimal(2 * i + 1) / ratio).ln() * 65536) for i in range(4096)], np.int64)


class Search:
    """The search's tables and its current plan."""

    def __init__(
        self,
        problem: Problem,
        z: np.ndarray,
        room: Ints,
        state: np.ndarray,
        *,
        kept: int = PAIRS_KEPT,
        locked: bool = False,
    ) -> None:
        self.problem, self.z, self.state = problem, z, state
        self.room = room.copy()
        self.locked = locked
        self.warm, self.cold, self.reheat, self.slack = (
            value * (factor if locked else 1.0)
            for value, factor in zip((WARM, COLD, REHEAT, SLACK), LOCKED, strict=True)
        )
        self.n_classes = problem.n_classes
        self.n_pupils = np.bincount(room, minlength=self.n_classes).astype(np.int64)
        self.sums = class_sums(z, self.room, self.n_classes)
        self.scale = self._scale()
        self.gram = np.zeros((0, 0), np.int32)
        self.products = np.zeros((0, 0), np.int32)
        if problem.n_pupils <= kept:
            self.gram = products(z, self.scale)
            self.products = class_products(self.gram, self.room, self.n_classes)
        self.places = self._places()
        self.rules = self._rules()

    def _scale(self) -> float:
        """Steps a unit, a power of two: scores of swaps must stay well inside 32 bits."""
        largest = float((self.z * self.z).max(axis=1).sum())
        longest = max(math.sqrt(math.fsum(v * v for v in row)) for row in self.sums.tolist())
        _, exponent = math.frexp(max(largest, 2.0 * longest * math.sqrt(largest), 1.0))
        return float(2.0 ** (27 - exponent))

    def _places(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Who may be swapped: not a group, not placed by hand, not counting double."""
        movable = (self.problem.fixed < 0) & (self.problem.heads == 1)
        for group in self.problem.together:
            movable[group] = movable[group] & (group.size == 1)
        order = np.argsort(self.room, kind="stable")
        order = order[movable[order]]
        n_members = np.bincount(self.room[order], minlength=self.n_classes).astype(np.int64)
        members = np.zeros((self.n_classes, max(1, int(n_members.max()))), np.int64)
        ends = np.cumsum(n_members)
        for k, end in enumerate(ends.tolist()):
            members[k, : n_members[k]] = order[end - n_members[k] : end]
        return members, n_members, self.n_pupils

    def _rules(self) -> tuple[Any, ...]:
        low, high = self.problem.bounds()
        codes, n_values = strict_codes(self.problem)
        counts = np.zeros((self.n_classes, n_values), np.int64)
        np.add.at(counts, (self.room, codes), 1)
        mates: dict[int, list[int]] = {}
        for group in self.problem.apart:
            for i in group.tolist():
                mates.setdefault(i, []).extend(j for j in group.tolist() if j != i)
        starts = np.zeros(self.problem.n_pupils + 1, np.int64)
        for i, others in mates.items():
            starts[i + 1] = len(others)
        apart = [j for i in sorted(mates) for j in mates[i]]
        return self.room, codes, counts, low, high, np.cumsum(starts), np.array(apart, np.int64)

    def run(self, rounds: int | None, seconds: float | None, started: float) -> tuple[Ints, int]:
        """Anneal once, then so many rounds; give the best plan seen and the number of rounds."""
        n_rounds = 1 << 40 if seconds is not None else ROUNDS if rounds is None else rounds
        self._cool_down(BRIEF if n_rounds == 0 else LONG if self.locked else CALM)
        best, best_room, value, done = 0, self.room.copy(), 0, 0
        while done < n_rounds and (seconds is None or time.process_time() - started < seconds):
            value += self._round(done)
            done += 1
            if value < best:
                best, best_room = value, self.room.copy()
        return best_room, done

    def _cool_down(self, sessions: int) -> None:
        """One annealing of everybody, in so many short sessions a class."""
        m = min(6, self.n_classes)
        crowd = -(-int(self.places[1].max()) // 64)
        tries = sessions * self.n_classes * crowd
        self._sessions(m, tries, (250, self._heat(self.warm), self._heat(self.cold), 0), (True, 0))

    def _round(self, done: int) -> int:
        """Reheat a few classes at a time; keep what is better, or hardly worse."""
        slack = self._heat(self.slack) * HALF_LIFE // (HALF_LIFE + done)
        change = 0
        for m, rows in ROUND:
            if m <= max(self.n_classes, 2):
                steps = (rows, self._heat(self.reheat), self._heat(self.cold), rows // 10)
                change += self._sessions(
                    min(m, self.n_classes), -(-self.n_classes // 2), steps, (False, slack)
                )
        return change

    def _sessions(self, m: int, tries: int, steps: tuple[int, ...], plan: tuple[bool, int]) -> int:
        data = (self.gram, self.products, self.z, self.sums, self.scale)
        return int(
            run_sessions(data, self.places, self.rules, m, tries, steps, plan, minus_logs(), self.state)
        )

    def _heat(self, temperature: float) -> int:
        """A temperature in the kernel's steps; the mean class size cancels out."""
        return int(temperature * self.z.shape[0] * self.scale / 2)
