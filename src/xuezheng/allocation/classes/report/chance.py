"""What chance and the S-shaped deal would have done with the same pupils."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from xuezheng.allocation.classes.columns import columns_of, standardised
from xuezheng.allocation.classes.placement import shuffled
from xuezheng.allocation.classes.problem import Ints, Problem
from xuezheng.allocation.classes.sessions import class_sums
from xuezheng.allocation.draw.seeding import seed_words

#: How many random divisions the plan is compared with.
DIVISIONS = 10_000


@dataclass(frozen=True)
class Comparison:
    """The objective and the widest gap of mean totals: this plan, the S-shaped deal, random divisions."""

    plan: float
    deal: float
    chance: np.ndarray
    plan_gap: float
    deal_gap: float
    chance_gap: np.ndarray


@njit(cache=True, nogil=True)
def _objectives(z: Any, first: Any, template: Any, n_classes: int, times: int, state: Any) -> Any:
    """F and the gap of the first column's class means, for random divisions into these sizes."""
    n = template.size
    sizes = np.zeros(n_classes, np.float64)
    for i in range(n):
        sizes[template[i]] += 1.0
    out = np.empty((2, times), np.float64)
    room = template.copy()
    totals = np.empty(n_classes, np.float64)
    for t in range(times):
        order = shuffled(n, state)
        for i in range(n):
            room[order[i]] = template[i]
        sums = class_sums(z, room, n_classes)
        value = 0.0
        for k in range(n_classes):
            for c in range(z.shape[0]):
                value += sums[k, c] * sums[k, c] / sizes[k]
        totals[:] = 0.0
        for i in range(n):
            totals[room[i]] += first[i]
        means = totals / sizes
        out[0, t] = value
        out[1, t] = means.max() - means.min()
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
    z = standardised(columns, problem.n_pupils)
    first = problem.scores[0].whole.astype(np.float64) / problem.scores[0].scale
    state = np.array(seed_words(seed, "chance", 1), np.uint64)
    times = max(100, min(times, 60_000_000_000 // (z.size * 100)))
    chance = _objectives(z, first, np.sort(room), problem.n_classes, times, state)
    deal = snake(problem)
    return Comparison(
        _value(z, room, problem.n_classes),
        _value(z, deal, problem.n_classes),
        chance[0],
        _widest(first, room, problem.n_classes),
        _widest(first, deal, problem.n_classes),
        chance[1],
    )


def _value(z: np.ndarray, room: Ints, n_classes: int) -> float:
    sums = class_sums(z, room, n_classes)
    sizes = np.bincount(room, minlength=n_classes)
    return float(((sums * sums).sum(axis=1) / sizes).sum())


def _widest(values: np.ndarray, room: Ints, n_classes: int) -> float:
    means = np.bincount(room, weights=values, minlength=n_classes) / np.bincount(room, minlength=n_classes)
    return float(means.max() - means.min())
