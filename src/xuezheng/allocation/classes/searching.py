"""The search: an annealing, then rounds of sessions, as hot as the roster needs.

Annealing runs in sessions: a few classes are taken out, annealed among themselves, and put back if
that was good (see `sessions`). Whoever must stay with others, or counts for two, goes to another class
in exchange for as many heads, and the session that follows says whether that was good (`moving`).
"""

import math
import time
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np

from xuezheng.allocation.classes.columns import Column
from xuezheng.allocation.classes.kernels import products
from xuezheng.allocation.classes.moving import move_unit
from xuezheng.allocation.classes.placement import Unit, strict_codes, units_of
from xuezheng.allocation.classes.problem import Ints, Problem
from xuezheng.allocation.classes.sessions import class_products, class_sums, run_sessions

#: Rounds when neither rounds nor seconds are asked for: about a second for 600 pupils.
ROUNDS = 150
#: Up to so many pupils the products of all pairs are kept (four bytes a pair).
PAIRS_KEPT = 3000
#: Temperatures and slack, in units of the objective times pupils per class and column.
WARM, COLD, REHEAT, SLACK = 0.0676, 0.00676, 0.027, 0.012
#: How many times hotter warm, cold, reheat and slack are: as a rule; where some pupils are far from all
#: others (see `has_far_pupils`); where whole-numbered columns lock one another (see `is_locked`).
PLAIN, FAR, LOCKED = (1.0, 1.0, 1.0, 1.0), (3.0, 1.0, 3.0, 1.0), (4.0, 4.0, 5.0, 8.0)
#: Sessions a class of an annealing: when nothing follows, before rounds, and when it is hotter.
BRIEF, CALM, LONG = 2, 30, 100
#: (classes, steps) of the sessions of one round.
ROUND = ((3, 2000), (4, 3000), (5, 4000), (6, 5000))
#: After so many rounds the slack has halved.
HALF_LIFE = 1600
#: A unit is tried in each of the first rounds, then seldom; (classes, steps) of the session after it.
OFTEN, SELDOM, AFTER_UNIT = 10, 8, (6, 5000)
#: Where bound pupils are fewer than one in so many, the others make up for wherever they stand, and every
#: try of a unit is a round less (600 pupils, 12 of them twins: 0.294 without, 0.312 with, of 26 seeds each).
HANDFUL = 20


@cache
def minus_logs() -> np.ndarray:
    """-ln((2i + 1) / 8192) in steps of 2⁻¹⁶: random thresholds, rounded the same everywhere."""
    ratio = Decimal(8192)
    return np.array([int(-(Decimal(2 * i + 1) / ratio).ln() * 65536) for i in range(4096)], np.int64)


@dataclass(frozen=True)
class Snapshot:
    """What a search would need to stand where it stood."""

    arrays: tuple[np.ndarray, ...]
    value: int


class Search:
    """The search's tables and its current plan; `value` is the change of the objective since the start."""

    def __init__(
        self,
        problem: Problem,
        z: np.ndarray,
        room: Ints,
        state: np.ndarray,
        *,
        kept: int = PAIRS_KEPT,
        heats: tuple[float, ...] = PLAIN,
    ) -> None:
        self.problem, self.z, self.state = problem, z, state
        self.room = room.copy()
        self.n_classes = problem.n_classes
        self.n_pupils = np.bincount(room, minlength=self.n_classes).astype(np.int64)
        self.sums = class_sums(z, self.room, self.n_classes)
        self.scale = self._scale()
        self.gram = np.zeros((0, 0), np.int32)
        self.products = np.zeros((0, 0), np.int32)
        if problem.n_pupils <= kept:
            self.gram = products(z, self.scale)
            self.products = class_products(self.gram, self.room, self.n_classes)
        self.units = _worth_moving(problem)
        self.members, self.n_members = self._places()
        self.rules = self._rules()
        self.heats = heats
        self.value = 0

    def _scale(self) -> float:
        """Steps a unit, a power of two: scores of swaps must stay well inside 32 bits."""
        square = (self.z * self.z).sum(axis=0)
        longest = float(np.sqrt((self.sums * self.sums).sum(axis=1)).max())
        largest = float(square.max())
        _, exponent = math.frexp(max(largest, 2.0 * longest * math.sqrt(largest), 1.0))
        return float(2.0 ** (27 - exponent))

    def _places(self) -> tuple[np.ndarray, np.ndarray]:
        """Who may be swapped one by one: not a group, not placed by hand, not counting double."""
        movable = (self.problem.fixed < 0) & (self.problem.heads == 1)
        for group in self.problem.together:
            movable[group] = movable[group] & (group.size == 1)
        order = np.argsort(self.room, kind="stable")
        order = order[movable[order]]
        n_members = np.bincount(self.room[order], minlength=self.n_classes).astype(np.int64)
        # A class can hold as many of them as it has heads, once others have left it.
        widest = int(self.problem.sizes[:, 1].max()) if self.units else int(n_members.max())
        members = np.zeros((self.n_classes, max(1, widest)), np.int64)
        ends = np.cumsum(n_members)
        for k, end in enumerate(ends.tolist()):
            members[k, : n_members[k]] = order[end - n_members[k] : end]
        return members, n_members

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
        self._cool_down(BRIEF if n_rounds == 0 else CALM if self.heats is PLAIN else LONG)
        best, best_room, done = self.value, self.room.copy(), 0
        while done < n_rounds and (seconds is None or time.process_time() - started < seconds):
            self._round(done)
            done += 1
            if self.value < best:
                best, best_room = self.value, self.room.copy()
        return best_room, done

    def _snapshot(self) -> Snapshot:
        return Snapshot(tuple(array.copy() for array in self._changing()), self.value)

    def _restore(self, snapshot: Snapshot) -> None:
        for array, kept in zip(self._changing(), snapshot.arrays, strict=True):
            array[...] = kept
        self.value = snapshot.value

    def _changing(self) -> tuple[np.ndarray, ...]:
        counts = self.rules[2]
        return self.room, self.members, self.n_members, self.n_pupils, counts, self.products, self.sums

    def _cool_down(self, sessions: int) -> None:
        """One annealing of everybody, in so many short sessions a class."""
        m = min(6, self.n_classes)
        crowd = -(-int(self.n_members.max()) // 64)
        tries = sessions * self.n_classes * crowd
        steps = (250, self._heat(WARM, 0), self._heat(COLD, 1), 0)
        self.value += self._sessions(m, tries, steps, (True, True, 0))

    def _round(self, done: int) -> None:
        """Reheat a few classes at a time; keep what is better, or hardly worse."""
        slack = self._heat(SLACK, 3) * HALF_LIFE // (HALF_LIFE + done)
        for m, rows in ROUND:
            if m <= max(self.n_classes, 2):
                tries = -(-self.n_classes // 2)
                self.value += self._sessions(
                    min(m, self.n_classes), tries, self._steps(rows), (False, False, slack)
                )
        if self.units and (done < OFTEN or done % SELDOM == 0):
            self._move(self.units[done % len(self.units)])

    def _move(self, unit: Unit) -> None:
        """Bring a unit to another class in exchange for as many heads; undo it if that gained nothing."""
        before = self._snapshot()
        who = np.array(unit.members, np.int64)
        places = (self.members, self.n_members, self.n_pupils)
        data = (self.gram, self.products, self.z, self.sums, self.scale)
        pair, change = move_unit(data, places, self.rules, who, unit.heads, self.state)
        if pair[0] < 0:
            return
        m, rows = AFTER_UNIT
        change += self._sessions(min(m, self.n_classes), 1, self._steps(rows), (False, True, 0), pair)
        if change >= 0:
            self._restore(before)
        else:
            self.value += change

    def _steps(self, rows: int) -> tuple[int, ...]:
        return rows, self._heat(REHEAT, 2), self._heat(COLD, 1), rows // 10

    def _sessions(
        self,
        m: int,
        tries: int,
        steps: tuple[int, ...],
        plan: tuple[bool, bool, int],
        pair: tuple[int, int] = (-1, -1),
    ) -> int:
        data = (self.gram, self.products, self.z, self.sums, self.scale)
        places = (self.members, self.n_members, self.n_pupils)
        return int(
            run_sessions(data, places, self.rules, m, tries, steps, plan, pair, minus_logs(), self.state)
        )

    def _heat(self, temperature: float, part: int) -> int:
        """A temperature in the kernel's steps; the mean class size cancels out."""
        return int(temperature * self.heats[part] * self.z.shape[0] * self.scale / 2)


def _worth_moving(problem: Problem) -> list[Unit]:
    """Units to try in other classes: none where all of them together are a handful (see `HANDFUL`)."""
    units = [unit for unit in units_of(problem) if _can_move(problem, unit)]
    return units if HANDFUL * sum(len(unit.members) for unit in units) >= problem.n_pupils else []


def _can_move(problem: Problem, unit: Unit) -> bool:
    """Whether a unit is bound to others or counts double, and was not placed by hand."""
    return unit.fixed < 0 and (len(unit.members) > 1 or unit.heads > 1)


def heats_of(problem: Problem, columns: list[Column], z: np.ndarray) -> tuple[float, ...]:
    """How hot the search of a roster must be."""
    if is_locked(problem, columns):
        return LOCKED
    return FAR if has_far_pupils(columns, z) else PLAIN


def is_locked(problem: Problem, columns: list[Column]) -> bool:
    """Whether there are so many coarse columns that hardly any two pupils can be swapped without loss.

    Coarse is a column one step of which costs a hundredth of the objective or more. Up to 0.7 coarse
    columns a pupil of one class, plain temperatures are best; beyond, four times hotter ones are (measured).
    """
    coarse = sum(
        200 * column.step**2 * problem.n_classes * problem.n_pupils >= column.spread
        for column in columns
        if column.is_whole
    )
    return bool(10 * coarse * problem.n_classes > 7 * problem.n_pupils)


def has_far_pupils(columns: list[Column], z: np.ndarray) -> bool:
    """Whether a score of somebody lies farther out than bell curves of so many pupils reach, by a quarter.

    The largest of n squares of a bell curve is about 2·ln n, or (2·ln n - 1)/√2 in standard deviations.
    Such a pupil, once the others are settled, stays where he is unless it is three times hotter (measured).
    """
    squares = [c for c, column in enumerate(columns) if not column.is_whole]
    if not squares:
        return False
    usual = (2 * Decimal(z.shape[1]).ln() - 1) / Decimal(2).sqrt()
    return bool(Decimal(float(z[squares].max())) > usual * Decimal("1.25"))
