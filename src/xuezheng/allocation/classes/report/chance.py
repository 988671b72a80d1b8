"""What chance and the S-shaped deal would have done with the same pupils."""

from dataclasses import dataclass
from math import fsum
from typing import Any

import numpy as np
from numba import njit

from xuezheng.allocation.classes.columns import columns_of, standardised
from xuezheng.allocation.classes.kernels import below, draw_word
from xuezheng.allocation.classes.problem import Ints, Problem
from xuezheng.allocation.draw.seeding import seed_words

#: How many random divisions the plan is compared with; of many rosters at once, each with fewer.
DIVISIONS = 10_000
DIVISIONS_OF_MANY = 1_000
#: Additions one comparison may cost: beyond, fewer divisions are drawn, and the report says how many.
ADDITIONS = 600_000_000


@dataclass(frozen=True)
class Comparison:
    """The objective and the widest gap of mean totals: this plan, the S-shaped deal, random divisions."""

    plan: float
    deal: float
    chance: np.ndarray
    plan_gap: float
    deal_gap: float
    chance_gap: np.ndarray

    @property
    def n_not_worse(self) -> int:
        """How many random divisions were as even as the plan."""
        return int((self.chance <= self.plan).sum())


@njit(cache=True, nogil=True)
def _divisions(rows: Any, first: Any, sizes: Any, times: int, state: Any) -> Any:
    """F and the gap of the first column's class means, for random divisions into these sizes.

    `rows` holds a pupil a row, so that adding pupils up walks through memory in order. Pupils are shuffled;
    the first so many are one class, the next so many the next.
    """
    n, n_columns = rows.shape
    out = np.empty((2, times), np.float64)
    order = np.arange(n)
    sums = np.empty(n_columns, np.float64)
    for t in range(times):
        value, low, high = 0.0, np.inf, -np.inf
        at = 0
        for k in range(sizes.size):
            sums[:] = 0.0
            total = 0.0
            for _ in range(sizes[k]):
                j = at + below(draw_word(state), n - at)
                order[at], order[j] = order[j], order[at]
                i = order[at]
                total += first[i]
                for c in range(n_columns):
                    sums[c] += rows[i, c]
                at += 1
            square = 0.0
            for c in range(n_columns):
                square += sums[c] * sums[c]
            value += square / sizes[k]
            low, high = min(low, total / sizes[k]), max(high, total / sizes[k])
        out[0, t] = value
        out[1, t] = high - low
    return out


def snake(problem: Problem) -> Ints:
    """The S-shaped deal by the first score: 1 … K, K … 1, 1 … K …; ties in the order of codes."""
    ranked = np.argsort(-problem.scores[0].whole.astype(np.float64), kind="stable")
    k = problem.n_classes
    position = np.arange(problem.n_pupils)
    lap, place = position // k, position % k
    room = np.empty(problem.n_pupils, np.int64)
    room[ranked] = np.where(lap % 2 == 0, place, k - 1 - place)
    return room


def compare(problem: Problem, room: Ints, seed: bytes, times: int = DIVISIONS) -> Comparison | None:
    """Compare a plan with chance and with the S-shaped deal; None without a score to deal by."""
    columns = columns_of(problem)
    if not problem.scores or not columns or problem.n_classes < 2:
        return None
    rows = np.ascontiguousarray(standardised(columns, problem.n_pupils).T)
    first = problem.scores[0].whole.astype(np.float64) / problem.scores[0].scale
    state = np.array(seed_words(seed, "chance", 1), np.uint64)
    sizes = np.bincount(room, minlength=problem.n_classes)
    times = max(100, min(times, ADDITIONS // rows.size))
    chance = _divisions(rows, first, sizes, times, state)
    deal = snake(problem)
    return Comparison(
        _value(rows, room, problem.n_classes),
        _value(rows, deal, problem.n_classes),
        chance[0],
        _widest(first, room, problem.n_classes),
        _widest(first, deal, problem.n_classes),
        chance[1],
    )


def _value(rows: np.ndarray, room: Ints, n_classes: int) -> float:
    sums = np.zeros((n_classes, rows.shape[1]))
    np.add.at(sums, room, rows)
    # Exactly rounded sums: an array's own sum may group its terms otherwise on another machine.
    return fsum((sums * sums / np.bincount(room, minlength=n_classes)[:, None]).ravel().tolist())


def _widest(values: np.ndarray, room: Ints, n_classes: int) -> float:
    means = np.bincount(room, weights=values, minlength=n_classes) / np.bincount(room, minlength=n_classes)
    return float(means.max() - means.min())
