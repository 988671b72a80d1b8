"""A handful of pupils: look at every plan there is, so that the best one is proven."""

import numpy as np

from xuezheng.allocation.classes.bound import objective_of
from xuezheng.allocation.classes.columns import Column, standardised
from xuezheng.allocation.classes.placement import pick
from xuezheng.allocation.classes.problem import Ints, Problem

#: Up to so many plans (classes to the power of pupils) are looked at one by one.
PLANS = 60_000


def is_small(problem: Problem) -> bool:
    """Whether every plan can be looked at."""
    return problem.n_pupils <= 16 and problem.n_classes**problem.n_pupils <= PLANS


def best_plan(problem: Problem, columns: list[Column], state: np.ndarray) -> Ints | None:
    """A best plan that keeps every hard rule, by lot among equals; None when no plan keeps them."""
    n, k = problem.n_pupils, problem.n_classes
    plans = np.array(np.unravel_index(np.arange(k**n), (k,) * n), np.int64).T
    plans = plans[_kept(problem, plans)]
    if not plans.size:
        return None
    z = standardised(columns, n)
    values = np.zeros(len(plans))
    for c in range(k):
        inside = plans == c
        sums = inside @ z.T
        values += (sums * sums).sum(axis=1) / np.maximum(inside.sum(axis=1), 1)
    near = plans[values <= values.min() + 1e-7]
    exact = [objective_of(columns, room, k) for room in near]
    equal = [room for room, value in zip(near, exact, strict=True) if value == min(exact)]
    chosen: Ints = equal[int(pick(len(equal), state))]
    return chosen


def _kept(problem: Problem, plans: Ints) -> np.ndarray:
    """Which of these plans keep every hard rule."""
    kept = ((problem.fixed < 0) | (plans == problem.fixed)).all(axis=1)
    for group in problem.together:
        kept &= (plans[:, group] == plans[:, group[:1]]).all(axis=1)
    for group in problem.apart:
        seats = np.sort(plans[:, group], axis=1)
        kept &= (np.diff(seats, axis=1) > 0).all(axis=1)
    low, high = problem.bounds()
    for c in range(problem.n_classes):
        inside = plans == c
        heads = inside @ problem.heads
        kept &= (problem.sizes[c, 0] <= heads) & (heads <= problem.sizes[c, 1]) & inside.any(axis=1)
        if problem.strict is not None:
            for v in range(len(problem.strict.values)):
                count = (inside & (problem.strict.code == v)).sum(axis=1)
                kept &= (low[c, v] <= count) & (count <= high[c, v])
    return np.asarray(kept)
