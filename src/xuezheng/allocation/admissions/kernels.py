"""The two engines on plain arrays: deferred acceptance, and one line for all.

A wish is a place in `pool`; the wishes of pupil i are `pool[start[i]:start[i+1]]`, best first. The
smaller key goes first. Nothing here knows what a key is made of.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from xuezheng.allocation.admissions.prefetching import prefetch

Whole = NDArray[np.int64]
#: The line of a pool that never turned anybody away, and of one that takes nobody.
OPEN = np.int64(2**62)
CLOSED = np.int64(-1)
#: How many pupils ahead their wishes are fetched from memory.
AHEAD = 16
BUCKETS = 1 << 16
#: Children of an entry of a heap: four lie side by side in memory, and the way down is half as long.
FORK = 4


@njit(cache=True)
def early_first(start: Whole, key: Whole, common: bool) -> Whole:
    """Put pupils roughly in order of their keys, by buckets: fewer are let in and sent away again.

    The order of asking changes only the time it takes, never the result.
    """
    n = start.shape[0] - 1
    early = np.zeros(n, np.float64)
    for i in range(n):
        last = min(start[i + 1], start[i] + 4)
        if common:
            early[i] = key[i]
        elif last > start[i]:
            for w in range(start[i], last):
                early[i] += key[w]
            early[i] /= last - start[i]
    least, most = early.min(), early.max()
    scale = (BUCKETS - 1) / (most - least) if most > least else 0.0
    begins = np.zeros(BUCKETS + 1, np.int64)
    for i in range(n):
        begins[int((early[i] - least) * scale) + 1] += 1
    for b in range(BUCKETS):
        begins[b + 1] += begins[b]
    order = np.empty(n, np.int64)
    for i in range(n):
        b = int((early[i] - least) * scale)
        order[begins[b]] = i
        begins[b] += 1
    return order


@njit(cache=True)
def _sink(keys: Whole, held: NDArray[np.int32], begin: int, n: int, i: int) -> None:
    """Let the entry at `i` of a heap (largest key on top) sink to its place."""
    key, own = keys[begin + i], held[begin + i]
    while FORK * i + 1 < n:
        c = FORK * i + 1
        for d in range(c + 1, min(c + FORK, n)):
            if keys[begin + d] > keys[begin + c]:
                c = d
        if keys[begin + c] <= key:
            break
        keys[begin + i] = keys[begin + c]
        held[begin + i] = held[begin + c]
        i = c
    keys[begin + i] = key
    held[begin + i] = own


@njit(cache=True)
def deferred(
    start: Whole, pool: NDArray[np.int32], key: Whole, common: bool, seats: Whole
) -> tuple[Whole, Whole]:
    """Pupils ask down their lists; a full pool keeps its best and sends the last one on.

    Parameters
    ----------
    start : shape (n_pupils + 1,)
    pool : shape (n_wishes,)
    key : shape (n_pupils,) if `common`, else (n_wishes,); no two askers of a pool share a key
    seats : shape (n_pools,)

    Returns
    -------
    at : shape (n_pupils,)
        The wish each pupil goes to; `start[i + 1]` for nobody's.
    line : shape (n_pools,)
        Key of the last one let in where seats ran out, else `OPEN`, or `CLOSED` without seats.

    Notes
    -----
    The result is the one stable assignment that is best for every pupil at once (Gale and
    Shapley 1962); so it depends on no order of pupils.
    """
    n, n_pools = start.shape[0] - 1, seats.shape[0]
    begin = np.zeros(n_pools + 1, np.int64)
    line = np.full(n_pools, OPEN)
    for p in range(n_pools):
        begin[p + 1] = begin[p] + min(seats[p], n)
        if seats[p] == 0:
            line[p] = CLOSED
    keys, held = np.empty(begin[n_pools], np.int64), np.empty(begin[n_pools], np.int32)
    n_held = np.zeros(n_pools, np.int64)
    order = early_first(start, key, common) if n else np.empty(0, np.int64)
    at = start[:-1].copy()
    # Those sent on wait in a ring while their next wishes come from memory.
    ring, first, waiting, t = np.empty(n, np.int64), 0, 0, 0
    while t < n or waiting:
        if waiting > AHEAD or t == n:
            i = ring[first]
            first = first + 1 if first + 1 < n else 0
            waiting -= 1
        else:
            i = order[t]
            t += 1
            if t + AHEAD < n:
                soon = start[order[t + AHEAD]]
                prefetch(pool, soon)  # type: ignore[call-arg]
                if not common:
                    prefetch(key, soon)
                    prefetch(key, soon + 8)
        w, end = at[i], start[i + 1]
        while w < end:
            p = pool[w]
            k = key[i] if common else key[w]
            if k <= line[p]:
                a, s = begin[p], seats[p]
                if n_held[p] < s:
                    keys[a + n_held[p]], held[a + n_held[p]] = k, i
                    n_held[p] += 1
                    if n_held[p] == s:
                        for q in range((s - 2) // FORK, -1, -1):
                            _sink(keys, held, a, s, q)
                        line[p] = keys[a]
                    break
                out = held[a]
                keys[a], held[a] = k, i
                at[out] += 1
                prefetch(pool, at[out])  # type: ignore[call-arg]
                if not common:
                    prefetch(key, at[out])
                    prefetch(key, at[out] + 8)
                ring[(first + waiting) % n] = out
                waiting += 1
                _sink(keys, held, a, s, 0)
                line[p] = keys[a]
                break
            w += 1
        at[i] = w
    return at, line


@njit(cache=True)
def one_line(
    start: Whole, pool: NDArray[np.int32], key: Whole, order: Whole, seats: Whole, largest: int
) -> tuple[Whole, Whole]:
    """One line for all: each in turn takes the first wish that still has a seat.

    Those with equal keys come together: each may take a seat that was free before any of them
    came, so that the last place may be exceeded. Unless `largest` is 0: then they are one unit of at
    most `largest`, which takes the first wish with a seat for every one of them.

    Parameters
    ----------
    order : shape (n_pupils,)
        Pupils by ascending key.

    Returns
    -------
    at : as of `deferred`
    line : shape (max(largest, 1), n_pools)
        Row s - 1: the key after which a unit of s no longer found seats together.
    """
    n, n_pools = order.shape[0], seats.shape[0]
    left, line = seats.copy(), np.full((max(largest, 1), n_pools), OPEN)
    for s in range(line.shape[0]):
        for p in range(n_pools):
            if seats[p] < s + 1:
                line[s, p] = CLOSED
    at = start[1:].copy()
    whole = largest > 0
    t = 0
    while t < n:
        if t + AHEAD < n:
            prefetch(pool, start[order[t + AHEAD]])  # type: ignore[call-arg]
        last = t + 1
        while last < n and key[order[last]] == key[order[t]]:
            last += 1
        need = last - t if whole else 1
        for u in range(t, last):
            i = order[u]
            for w in range(start[i], start[i + 1]):
                if left[pool[w]] >= need:
                    at[i] = w
                    break
            if whole:
                break
        for u in range(t, last):
            i = order[u]
            if whole:
                at[i] = start[i] + at[order[t]] - start[order[t]]
            if at[i] < start[i + 1]:
                p = pool[at[i]]
                left[p] = max(left[p] - 1, 0)
                for s in range(left[p], line.shape[0]):
                    if line[s, p] == OPEN:
                        line[s, p] = key[i]
        t = last
    return at, line
