"""Groups of exams of which each shares candidates with each: what they must cost however they are placed.

A group of k exams with at least w candidates between any two costs at least w × floor(k), floor(k) being the
least cost of k different periods. Groups are chosen greedily; the candidates a group has used up are taken
off, so that no candidate's pair of exams is counted twice.
"""

from collections import Counter
from typing import Any

import numpy as np

from xuezheng.allocation.timetabling.instance import Instance
from xuezheng.allocation.timetabling.problem import Ints

#: Costs of periods further apart are not counted: the table of the last periods taken has 2^REACH rows.
REACH = 15
#: Larger groups are not looked for, nor more of them, nor begun from more exams at a time.
LARGEST, MOST, BEGUN = 24, 20_000, 12
FAR = 1 << 40
Clique = tuple[int, tuple[int, ...]]


def floors(pair: Ints, most: int) -> list[int]:
    """For k = 0 … most: the least cost of k different periods, over their pairs within reach.

    A dynamic programme over periods; the state is which of the last ones are taken.
    """
    n = pair.shape[0]
    far = np.argwhere(pair > 0)
    reach = min(int(np.abs(far[:, 0] - far[:, 1]).max(initial=0)), REACH)
    states = np.arange(1 << reach)
    cost = np.full((most + 1, states.size), FAR, np.int64)
    cost[0, 0] = 0
    after = (states << 1) & (states.size - 1)
    for p in range(n):
        added = np.zeros(states.size, np.int64)
        for back in range(min(reach, p)):
            added += np.where(states >> back & 1, pair[p, p - 1 - back], 0)
        fresh = np.full_like(cost, FAR)
        into: Any = (slice(None), after)
        np.minimum.at(fresh, into, cost)
        into = (slice(1, None), after | (1 if reach else 0))
        np.minimum.at(fresh, into, (cost + added)[:-1])
        cost = fresh
    return [int(least) for least in cost.min(axis=1)]


def cliques_of(instance: Instance) -> tuple[int, list[Clique]]:
    """The cost that the groups prove, and the groups: candidates, exams (the first exam of each block).

    Begun once with nothing and once with the exams of each candidate; what proves more is given.

    Notes
    -----
    Greedy and deterministic. Memory is the square of the number of blocks.
    """
    most = min(LARGEST, len(instance.problem.periods))
    floor, n = floors(instance.pair, most), instance.n_blocks
    names = np.unique(instance.block, return_index=True)[1].tolist()
    answers = []
    for begun in ([], _of_candidates(instance, floor)):
        left = np.zeros((n, n), np.int64)
        for (a, b), shared in instance.shared.items():
            left[a, b] = left[b, a] = shared
        found = [*begun, *_greedy(left, floor, begun)]
        total = sum(shared * floor[len(blocks)] for shared, blocks in found)
        answers.append((total, [(w, tuple(sorted(names[b] for b in blocks))) for w, blocks in found]))
    return max(answers, key=lambda answer: answer[0])


def _of_candidates(instance: Instance, floor: list[int]) -> list[tuple[int, list[int]]]:
    """The exams of each candidate that cost something, with how many candidates have just these."""
    taker, block = instance.problem.taker, instance.block[instance.problem.taken]
    starts = np.flatnonzero(np.diff(taker, prepend=-1)) if taker.size else taker
    sets = Counter(tuple(sorted(mine.tolist())) for mine in np.split(block, starts[1:]))
    return [
        (n, list(mine)) for mine, n in sorted(sets.items()) if len(mine) < len(floor) and floor[len(mine)]
    ]


def _greedy(left: Ints, floor: list[int], begun: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """Take off the groups begun with; then, each time, the group that proves most."""
    for shared, blocks in begun:
        _take_off(left, shared, blocks)
    found = list[tuple[int, list[int]]]()
    while len(found) < MOST:
        gain, shared, blocks = _dearest(left, floor)
        if gain == 0:
            break
        _take_off(left, shared, blocks)
        found.append((shared, blocks))
    return found


def _take_off(left: Ints, shared: int, blocks: list[int]) -> None:
    for b in blocks:
        left[b, [x for x in blocks if x != b]] -= shared


def _dearest(left: Ints, floor: list[int]) -> tuple[int, int, list[int]]:
    """The group that proves most: what it proves, candidates between any two, its blocks."""
    near = left > 0
    degree = near.sum(axis=1)
    best: tuple[int, int, list[int]] = (0, 0, [])
    for seed in np.argsort(-degree, kind="stable")[:BEGUN].tolist():
        group, open_, least = [seed], near[seed].copy(), left[seed].copy()
        shared = FAR
        while open_.any() and len(group) < len(floor) - 1:
            b = int(np.argmax(np.where(open_, degree + np.minimum(least, 50), -1)))
            shared = min(shared, int(least[b]))
            group.append(b)
            if shared * floor[len(group)] > best[0]:
                best = (shared * floor[len(group)], shared, list(group))
            open_ &= near[b]
            least = np.minimum(least, left[b])
    return best
