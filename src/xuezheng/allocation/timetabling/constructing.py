"""The first timetable, compiled: hardest blocks first; where nothing is free, others are driven out."""

from typing import Any

import numpy as np
from numba import njit

from xuezheng.allocation.timetabling.kernels import FAR, any_room, below, best_room, lift, meet, seat

#: How often rooms are chosen for a block of several pieces, in a period in use and in an empty one.
FEW, MANY = 4, 200


@njit(cache=True)
def _enter(t: Any, s: Any, b: Any, p: Any, tries: Any, state: Any) -> Any:
    """Put a block that is nowhere into a period, if there are rooms: the best ones, then any."""
    for attempt in range(tries):
        x = t.first[b]
        while x < t.first[b + 1]:
            r = best_room(t, s, x, p) if attempt == 0 else any_room(t, s, x, p, state)
            if r < 0:
                break
            seat(t, s, x, p, r)
            x += 1
        if x == t.first[b + 1]:
            s.period[b] = p
            meet(t, s, b, p, 1)
            return True
        for y in range(t.first[b], x):
            lift(t, s, y, p)
        if x == t.first[b]:
            return False
    return False


@njit(cache=True)
def _leave(t: Any, s: Any, b: Any) -> None:
    p = s.period[b]
    for x in range(t.first[b], t.first[b + 1]):
        lift(t, s, x, p)
    s.period[b] = -1
    meet(t, s, b, p, -1)


@njit(cache=True)
def _in_order(t: Any, s: Any, b: Any, p: Any) -> Any:
    for k in range(t.order_start[b], t.order_start[b + 1]):
        q = s.period[t.order_other[k]]
        if q >= 0 and (p - q) * t.order_sign[k] <= 0:
            return False
    return True


@njit(cache=True)
def _hardest(t: Any, s: Any, waiting: Any, n: Any, state: Any) -> Any:
    """Of the waiting blocks, the one with fewest periods left, then the one with most neighbours."""
    choice, least, ties = 0, FAR, 0
    for k in range(n):
        b, left = waiting[k], 0
        for p in range(t.may.shape[1]):
            if t.may[b, p] and s.clash[b, p] == 0:
                left += 1
        weight = (left << 24) - (t.start[b + 1] - t.start[b])
        if weight < least:
            choice, least, ties = k, weight, 1
        elif weight == least:
            ties += 1
            if below(state, ties) == 0:
                choice = k
    return choice


@njit(cache=True)
def _enter_cheapest(t: Any, s: Any, b: Any, tried: Any, state: Any) -> Any:
    """Put a block into the cheapest period that is free for it."""
    n_periods = t.may.shape[1]
    tried[:] = 0
    while True:
        best, least = -1, FAR
        for p in range(n_periods):
            if tried[p] == 0 and t.may[b, p] and s.clash[b, p] == 0:
                cost = s.near[b, p] + t.line[b, p]
                if cost < least and _in_order(t, s, b, p):
                    best, least = p, cost
        if best < 0:
            return False
        if _enter(t, s, b, best, FEW, state):
            return True
        tried[best] = 1


@njit(cache=True)
def _load(t: Any, b: Any) -> Any:
    """Candidates of a block."""
    total = 0
    for x in range(t.first[b], t.first[b + 1]):
        total += t.size[x]
    return total


@njit(cache=True)
def _least_wanted(t: Any, s: Any, p: Any, lacking: Any, anger: Any, state: Any) -> Any:
    """The block at a period whose going is cheapest, twice as dear if it does not free the seats lacking."""
    choice, least, ties = -1, FAR, 0
    for k in range(s.n_at[p]):
        j = t.block[s.at[p, k]]
        found = (1 + anger[j]) * (1 if _load(t, j) >= lacking else 2)
        if found < least:
            choice, least, ties = j, found, 1
        elif found == least:
            ties += 1
            if below(state, ties) == 0:
                choice = j
    return choice, least


@njit(cache=True)
def _against(t: Any, s: Any, b: Any, anger: Any, weight: Any, freed: Any) -> None:
    """For each period: the anger of those block b may not meet, or whose order it breaks; seats they hold."""
    weight[:] = 0
    freed[:] = 0
    for k in range(t.start[b], t.start[b + 1]):
        j = t.other[k]
        if s.period[j] >= 0:
            weight[s.period[j]] += 1 + anger[j]
            freed[s.period[j]] += _load(t, j)
    for k in range(t.order_start[b], t.order_start[b + 1]):
        j = t.order_other[k]
        for p in range(t.may.shape[1]):
            if s.period[j] >= 0 and (p - s.period[j]) * t.order_sign[k] <= 0:
                weight[p] += 1 + anger[j]


@njit(cache=True)
def _victims(t: Any, s: Any, b: Any, anger: Any, weight: Any, freed: Any, state: Any) -> Any:
    """The period where fewest others, and the least often driven out, must make room for a block."""
    _against(t, s, b, anger, weight, freed)
    load = _load(t, b)
    choice, least, ties = -1, FAR, 0
    for p in range(t.may.shape[1]):
        if not t.may[b, p]:
            continue
        found, lacking = weight[p], load - freed[p] - s.free[p].sum()
        if lacking > 0 or weight[p] == 0:
            found += min(_least_wanted(t, s, p, lacking, anger, state)[1], FAR // 2)
        if found < least:
            choice, least, ties = p, found, 1
        elif found == least:
            ties += 1
            if below(state, ties) == 0:
                choice = p
    return choice


@njit(cache=True)
def _drive_out(t: Any, s: Any, b: Any, waiting: Any, n: Any, anger: Any) -> Any:
    _leave(t, s, b)
    anger[b] += 1
    waiting[n] = b
    return n + 1


@njit(cache=True)
def _make_room(t: Any, s: Any, b: Any, p: Any, waiting: Any, n: Any, anger: Any, state: Any) -> Any:
    """Drive out whoever stands against block b at period p, and put it there."""
    for k in range(t.start[b], t.start[b + 1]):
        if s.period[t.other[k]] == p:
            n = _drive_out(t, s, t.other[k], waiting, n, anger)
    for k in range(t.order_start[b], t.order_start[b + 1]):
        j = t.order_other[k]
        if s.period[j] >= 0 and (p - s.period[j]) * t.order_sign[k] <= 0:
            n = _drive_out(t, s, j, waiting, n, anger)
    while not _enter(t, s, b, p, FEW if s.n_at[p] > 0 else MANY, state):
        if s.n_at[p] == 0:
            waiting[n] = b
            return n + 1
        lacking = _load(t, b) - s.free[p].sum()
        choice = _least_wanted(t, s, p, lacking, anger, state)[0]
        n = _drive_out(t, s, choice, waiting, n, anger)
    return n


@njit(cache=True, nogil=True)
def construct(t: Any, s: Any, waiting: Any, n: Any, anger: Any, steps: Any, state: Any) -> Any:
    """Give the first `n` of the waiting blocks a period, hardest first; others are driven out where
    nothing is free. Gives how many still wait."""
    n_periods = t.may.shape[1]
    tried, weight = np.zeros(n_periods, np.int64), np.zeros(n_periods, np.int64)
    freed = np.zeros(n_periods, np.int64)
    for _ in range(steps):
        if n == 0:
            break
        k = _hardest(t, s, waiting, n, state)
        b = waiting[k]
        n -= 1
        waiting[k] = waiting[n]
        if _enter_cheapest(t, s, b, tried, state):
            continue
        p = _victims(t, s, b, anger, weight, freed, state)
        if p < 0:
            waiting[n] = b
            return n + 1
        n = _make_room(t, s, b, p, waiting, n, anger, state)
    return n
