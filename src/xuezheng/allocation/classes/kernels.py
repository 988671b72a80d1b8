"""The inner loops of the swap search, compiled.

All sums are whole numbers, and the few float steps go element by element in a written order, so the
same input gives the same bytes on any machine. Scores of a swap are looked up, never summed: with
G = z·z' for every pair of pupils and P[k] = z·S_k for every class sum S_k, one swap costs four reads.

Inside, a change of the objective F is kept as half its value times the mean class size, in steps of
1 / `scale` (see `solve`); class weights are mean size / size, in steps of 2⁻²⁰.

A trap: numba's cache looks at the file of the function it keeps and not at what that calls. Whoever
changes this file changes the date of `sessions.py`, `moving.py`, `placement.py` and `report/chance.py` too.
"""

from typing import Any

import numpy as np
from numba import int32, int64, njit, uint64

#: Larger than any score of a swap; marks a slot that holds nobody.
NOBODY = 1 << 29
#: At most so many pupils of one class take part in one session; two vector widths divide it.
SLOTS = 64


@njit(cache=True, inline="always")
def draw_word(state: Any) -> Any:
    """Next 64 random bits (splitmix64)."""
    state[0] = state[0] + uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> uint64(27))) * uint64(0x94D049BB133111EB)
    return z ^ (z >> uint64(31))


@njit(cache=True, inline="always")
def below(word: Any, n: Any) -> Any:
    """A number from 0 to n - 1 from the upper half of a word."""
    return int64(((word >> uint64(32)) * uint64(n)) >> uint64(32))


@njit(cache=True, nogil=True)
def products(z: Any, scale: float) -> Any:
    """All z·z' as int32 in steps of 1 / scale; z (n_columns, n_pupils)."""
    n_columns, n = z.shape
    out = np.empty((n, n), np.int32)
    line = np.empty(n, np.float64)
    for i in range(n):
        line[:] = 0.0
        for c in range(n_columns):
            zi = z[c, i]
            for j in range(n):
                line[j] += zi * z[c, j]
        for j in range(n):
            out[i, j] = int32(np.rint(line[j] * scale))
    return out


@njit(cache=True, nogil=True)
def _meets_apart(who: Any, out: Any, target: Any, room: Any, apart_from: Any, apart: Any) -> bool:
    """Whether `who` would sit in `target` with somebody to be kept apart (`out` is leaving it)."""
    for e in range(apart_from[who], apart_from[who + 1]):
        other = apart[e]
        if other != out and room[other] == target:
            return True
    return False


@njit(cache=True, nogil=True)
def anneal(local: Any, rules: Any, m: int, steps: Any, logs: Any, state: Any) -> Any:
    """Anneal by swaps among m classes laid out in slots; give the change of the objective.

    A step takes one pupil and looks through the other classes, starting with a random one, for the
    first swap that costs less than a random threshold (temperature · -ln u); the last `still` steps
    accept gains only.
    """
    g, row, q, p, mean, rest, ids, used, weight, even, kind, count, low, high = local
    room, labels, apart_from, apart = rules
    rows, hot, cold, still = steps
    width = q.shape[1]
    slots = m * width
    cooling = max(1, rows - still)
    total = int64(0)
    for r in range(rows):
        word = draw_word(state)
        limit = int64(-1)
        if r < rows - still:
            left = rows - still - r
            heat = cold + ((hot - cold) * left // cooling) * left // cooling
            limit = (heat * logs[word & uint64(4095)]) >> 16
        a = int64((((word >> uint64(12)) & uint64(0xFFFF)) * uint64(m)) >> uint64(16))
        if used[a] == 0:
            continue
        i = int64((((word >> uint64(28)) & uint64(0xFFFF)) * uint64(used[a])) >> uint64(16))
        first = int64((((word >> uint64(44)) & uint64(0xFFFF)) * uint64(m - 1)) >> uint64(16))
        ri = row[a, i]
        for e in range(m - 1):
            b = first + e
            if b >= m - 1:
                b -= m - 1
            if b >= a:
                b += 1
            bar = int32(limit + mean[a, a, i] - mean[b, a, i] - q[a, i])
            best = int32(NOBODY)
            for s in range(width):
                score = int32(rest[b, s] + mean[a, b, s] - g[ri, b, s])
                best = score if score < best else best
            if best > bar:
                continue
            swapped = False
            for j in range(used[b]):
                if int32(rest[b, j] + mean[a, b, j] - g[ri, b, j]) > bar:
                    continue
                apart_sq = int64(q[a, i]) + q[b, j] - g[ri, b, j]
                change = (
                    weight[a] * (2 * (int64(p[a, b, j]) - p[a, a, i]) + apart_sq)
                    + weight[b] * (apart_sq - 2 * (int64(p[b, b, j]) - p[b, a, i]))
                ) >> 21
                if change > limit:
                    continue
                ki = kind[a, i]
                kj = kind[b, j]
                if ki != kj and (
                    count[a, ki] <= low[a, ki]
                    or count[b, ki] >= high[b, ki]
                    or count[b, kj] <= low[b, kj]
                    or count[a, kj] >= high[a, kj]
                ):
                    continue
                one = ids[a, i]
                two = ids[b, j]
                if apart.size and (
                    _meets_apart(one, two, labels[b], room, apart_from, apart)
                    or _meets_apart(two, one, labels[a], room, apart_from, apart)
                ):
                    continue
                swapped = True
                total += change
                count[a, ki] -= 1
                count[b, ki] += 1
                count[b, kj] -= 1
                count[a, kj] += 1
                room[one] = labels[b]
                room[two] = labels[a]
                rj = row[b, j]
                for y in range(m):
                    for s in range(width):
                        step = int32(int32(g[rj, y, s] - g[ri, y, s]) >> int32(1))
                        p[a, y, s] = int32(p[a, y, s] + step)
                        p[b, y, s] = int32(p[b, y, s] - step)
                row[a, i] = rj
                row[b, j] = ri
                for u in range(slots):
                    g[u, a, i], g[u, b, j] = g[u, b, j], g[u, a, i]
                for k in range(m):
                    p[k, a, i], p[k, b, j] = p[k, b, j], p[k, a, i]
                    mean[k, a, i], mean[k, b, j] = mean[k, b, j], mean[k, a, i]
                q[a, i], q[b, j] = q[b, j], q[a, i]
                kind[a, i] = kj
                kind[b, j] = ki
                ids[a, i] = two
                ids[b, j] = one
                _renew_means(p, mean, weight, even, m, width, a)
                _renew_means(p, mean, weight, even, m, width, b)
                for s in range(used[a]):
                    rest[a, s] = int32(q[a, s] - mean[a, a, s])
                for s in range(used[b]):
                    rest[b, s] = int32(q[b, s] - mean[b, b, s])
                break
            if swapped:
                break
    return total


@njit(cache=True, inline="always")
def _renew_means(p: Any, mean: Any, weight: Any, even: Any, m: Any, width: Any, k: Any) -> None:
    """Write class k's products as products with its mean (times the mean class size)."""
    if even:
        for y in range(m):
            for s in range(width):
                mean[k, y, s] = p[k, y, s]
    else:
        w = weight[k]
        for y in range(m):
            for s in range(width):
                mean[k, y, s] = int32((int64(p[k, y, s]) * w) >> 20)
