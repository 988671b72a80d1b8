"""A peer of balanced classes: three-phase search with a shrinking population, from its paper.

It maximises the sum of squared distances within groups, as `anticlust` does from version 0.8.12 on. For
groups of equal size that is minimising F; where sizes differ by one it is not quite.

References
----------
.. [1] Yang, Cai, Jin, Tang and Gao, European Journal of Operational Research 302 (2022), 925-953.
"""

import numpy as np
from numba import njit

#: The paper's parameters for more than 400 elements.
PARENTS, STRONG, WEAK, DIRECTED, SIMILAR = 15, 2.0, 1.0, 3, 0.05


def three_phase(z: np.ndarray, n_classes: int, iterations: int, seed: int) -> np.ndarray:
    """Give a plan; z (n_columns, n_pupils)."""
    square = (z * z).sum(axis=0)
    distance = square[:, None] + square[None, :] - 2 * z.T @ z
    return _search(np.ascontiguousarray(distance), n_classes, iterations, seed)


@njit(cache=True)
def _search(distance, n_classes, iterations, seed):
    np.random.seed(seed)
    n = distance.shape[0]
    parents, strength = PARENTS, STRONG
    plans = np.empty((parents, n), np.int64)
    values = np.empty(parents)
    for s in range(parents):
        plans[s] = np.random.permutation(n) % n_classes
        values[s] = _climb(distance, plans[s], n_classes)
    best, best_value = plans[values.argmax()].copy(), values.max()
    for counter in range(1, iterations + 1):
        before = plans[:parents].copy()
        for s in range(parents):
            _shake(plans[s], int(strength * n / n_classes))
            values[s] = _climb(distance, plans[s], n_classes)
            if values[s] > best_value:
                best, best_value = plans[s].copy(), values[s]
        children = before.copy()
        for s in range(parents):
            if parents > 1:
                t = np.random.randint(parents)
                t = (t + 1) % parents if t == s else t
                children[s] = _cross(distance, plans[s], plans[t], n_classes)
        for s in range(parents):
            if parents > 1:
                value = _climb(distance, children[s], n_classes)
                if (
                    value >= values[s]
                    or value / values[s] + SIMILAR * n_classes * _unlike(children[s], plans[s]) > 1
                ):
                    plans[s], values[s] = children[s], value
            if values[s] > best_value:
                best, best_value = plans[s].copy(), values[s]
        for s in range(parents):
            for _ in range(DIRECTED):
                _direct(distance, plans[s], n_classes)
            values[s] = _climb(distance, plans[s], n_classes)
            if values[s] > best_value:
                best, best_value = plans[s].copy(), values[s]
        order = np.argsort(-values[:parents])
        plans[:parents], values[:parents] = plans[:parents][order], values[:parents][order]
        parents = max(1, (1 - parents) * counter // iterations + parents)
        strength = STRONG - (STRONG - WEAK) * counter / iterations
    return best


@njit(cache=True)
def _sums(distance, plan, n_classes):
    """Distance of every element to every group."""
    n = plan.size
    near = np.zeros((n, n_classes))
    for i in range(n):
        for j in range(n):
            near[i, plan[j]] += distance[i, j]
    return near


@njit(cache=True)
def _move(distance, near, plan, i, k):
    for j in range(plan.size):
        near[j, plan[i]] -= distance[i, j]
        near[j, k] += distance[i, j]
    plan[i] = k


@njit(cache=True)
def _climb(distance, plan, n_classes):
    """First gains by moves (where sizes allow) and swaps until there are none."""
    n = plan.size
    near = _sums(distance, plan, n_classes)
    sizes = np.bincount(plan, minlength=n_classes)
    low, high = n // n_classes, -(-n // n_classes)
    gained = True
    while gained:
        gained = False
        for i in range(n):
            for k in range(n_classes):
                a = plan[i]
                if k != a and sizes[a] > low and sizes[k] < high and near[i, k] - near[i, a] > 1e-4:
                    _move(distance, near, plan, i, k)
                    sizes[a] -= 1
                    sizes[k] += 1
                    gained = True
        for i in range(n):
            for j in range(i + 1, n):
                a, b = plan[i], plan[j]
                if a == b:
                    continue
                gain = near[i, b] - near[i, a] + near[j, a] - near[j, b] - 2 * distance[i, j]
                if gain > 1e-4:
                    _move(distance, near, plan, i, b)
                    _move(distance, near, plan, j, a)
                    gained = True
    total = 0.0
    for i in range(n):
        total += near[i, plan[i]]
    return total / 2


@njit(cache=True)
def _shake(plan, times):
    """Undirected perturbation: random swaps."""
    done = 0
    while done < times:
        i, j = np.random.randint(plan.size), np.random.randint(plan.size)
        if plan[i] != plan[j]:
            plan[i], plan[j] = plan[j], plan[i]
            done += 1


@njit(cache=True)
def _direct(distance, plan, n_classes):
    """Directed perturbation: take the worst of each group out, put each where it is farthest on average."""
    near = _sums(distance, plan, n_classes)
    sizes = np.bincount(plan, minlength=n_classes)
    out = np.empty(n_classes, np.int64)
    for k in range(n_classes):
        worst = np.inf
        for i in range(plan.size):
            if plan[i] == k and near[i, k] < worst:
                worst, out[k] = near[i, k], i
    places = plan[out].copy()
    waiting = np.ones(n_classes, np.bool_)
    for k in np.random.permutation(n_classes):
        top, chosen = -np.inf, -1
        for r in range(n_classes):
            if waiting[r]:
                mean = near[out[r], places[k]] / max(1, sizes[places[k]] - 1)
                if mean > top:
                    top, chosen = mean, r
        plan[out[chosen]] = places[k]
        waiting[chosen] = False


@njit(cache=True)
def _cross(distance, one, two, n_classes):
    """Crossover: take over the most diverse groups of either parent, the rest by lot."""
    n = one.size
    parents = (one.copy(), two.copy())
    child = np.full(n, -1, np.int64)
    high = -(-n // n_classes)
    near_one, near_two = _sums(distance, one, n_classes), _sums(distance, two, n_classes)
    worth = np.zeros((2, n_classes))
    for i in range(n):
        worth[0, one[i]] += near_one[i, one[i]]
        worth[1, two[i]] += near_two[i, two[i]]
    sizes = np.zeros(n_classes, np.int64)
    for k in range(n_classes):
        side = 0 if np.random.random() < 0.5 else 1
        group = worth[side].argmax()
        for i in range(n):
            if child[i] < 0 and parents[side][i] == group and sizes[k] < high:
                child[i] = k
                sizes[k] += 1
                worth[0, one[i]] -= near_one[i, one[i]]
                worth[1, two[i]] -= near_two[i, two[i]]
        worth[side, group] = -np.inf
    low = n // n_classes
    for i in np.random.permutation(n):
        if child[i] < 0:
            below = np.flatnonzero(sizes < low)
            open_groups = below if below.size else np.flatnonzero(sizes < high)
            child[i] = open_groups[np.random.randint(open_groups.size)]
            sizes[child[i]] += 1
    # Whoever is in an overfull system of groups goes on to one that is too small.
    for k in range(n_classes):
        while sizes[k] < low:
            i = np.random.randint(n)
            if sizes[child[i]] > low:
                sizes[child[i]] -= 1
                child[i] = k
                sizes[k] += 1
    return child


@njit(cache=True)
def _unlike(one, two):
    """Share of pairs that are together in one plan only."""
    n = one.size
    count = 0
    for i in range(n):
        for j in range(i):
            if (one[i] == one[j]) != (two[i] == two[j]):
                count += 1
    return 2 * count / (n * (n - 1))
