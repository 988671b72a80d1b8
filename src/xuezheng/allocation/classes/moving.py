"""Compiled: bring pupils who stay together, or count for two, to another class."""

from typing import Any

import numpy as np
from numba import int32, int64, njit

from xuezheng.allocation.classes.kernels import below, draw_word


@njit(cache=True, nogil=True)
def move_unit(data: Any, places: Any, rules: Any, who: Any, heads: int, state: Any) -> Any:
    """Move `who` to a random class and as many heads back, each the pupil who costs least.

    Parameters
    ----------
    data, places, rules : tuples
        As in `sessions.run_sessions`; all changed in place when the move is made.
    who : array
        The pupils of the unit, all in one class.
    heads : int
        As how many they count.

    Returns
    -------
    pair : tuple of int
        The two classes; (-1, -1) when the rules do not allow the move. Nothing is changed then.
    change : int
        Of the objective, in the kernel's steps.
    """
    _, _, z, _, scale = data
    members, n_members, n_pupils = places
    room, kind, counts, low, high, apart_from, apart = rules
    nowhere = ((int64(-1), int64(-1)), int64(0))
    n_classes = n_members.size
    a = room[who[0]]
    b = below(draw_word(state), n_classes - 1)
    if b >= a:
        b += 1
    if n_members[b] < heads or n_members[a] + heads > members.shape[1]:
        return nowhere
    for i in who:
        if _shut(i, b, a, room, apart_from, apart):
            return nowhere
    sum_a, sum_b = _sum(z, room, a), _sum(z, room, b)
    before = _square(sum_a) / n_pupils[a] + _square(sum_b) / n_pupils[b]
    for i in who:
        for c in range(z.shape[0]):
            sum_a[c] -= z[c, i]
            sum_b[c] += z[c, i]
        counts[a, kind[i]] -= 1
        counts[b, kind[i]] += 1
        room[i] = b
    size_a, size_b = n_pupils[a] - who.size + heads, n_pupils[b] + who.size - heads
    chosen = np.empty(heads, np.int64)
    n_chosen = 0
    for _ in range(heads):
        best, slot = np.inf, -1
        for s in range(n_members[b]):
            j = members[b, s]
            k = kind[j]
            # Those left to choose may still mend a count, so only the last ones are held to it.
            if room[j] != b or not _mends(counts, low, high, a, b, k, heads - n_chosen):
                continue
            if _shut(j, a, b, room, apart_from, apart):
                continue
            cost = 0.0
            for c in range(z.shape[0]):
                cost += z[c, j] * (2.0 * (sum_a[c] / size_a - sum_b[c] / size_b))
                cost += z[c, j] * z[c, j] * (1.0 / size_a + 1.0 / size_b)
            if cost < best:
                best, slot = cost, s
        if slot < 0:
            break
        j = members[b, slot]
        chosen[n_chosen] = j
        n_chosen += 1
        room[j] = a
        counts[b, kind[j]] -= 1
        counts[a, kind[j]] += 1
        for c in range(z.shape[0]):
            sum_a[c] += z[c, j]
            sum_b[c] -= z[c, j]
    if n_chosen < heads or not _kept(counts, low, high, a) or not _kept(counts, low, high, b):
        _undo(room, kind, counts, who, chosen[:n_chosen], a, b)
        return nowhere
    after = _square(sum_a) / size_a + _square(sum_b) / size_b
    n_pupils[a], n_pupils[b] = size_a, size_b
    _seat(members, n_members, chosen, room, a, b)
    for i in who:
        _carry(data, i, a, b)
    for j in chosen:
        _carry(data, j, b, a)
    mean_size = room.size / n_classes
    return (a, b), int64(np.rint((after - before) * mean_size * 0.5 * scale))


@njit(cache=True, nogil=True)
def _shut(who: Any, target: Any, leaving: Any, room: Any, apart_from: Any, apart: Any) -> bool:
    """Whether `target` holds somebody to be kept apart from `who`."""
    found = False
    for e in range(apart_from[who], apart_from[who + 1]):
        found |= room[apart[e]] == target
    return bool(found)


@njit(cache=True, nogil=True)
def _mends(counts: Any, low: Any, high: Any, a: Any, b: Any, k: Any, left: Any) -> bool:
    """Whether sending kind k from b to a leaves counts that the `left` - 1 further pupils can mend."""
    if counts[a, k] >= high[a, k] or counts[b, k] <= low[b, k]:
        return False
    short = 0
    for v in range(counts.shape[1]):
        need = max(low[a, v] - counts[a, v], counts[b, v] - high[b, v])
        short += max(need - (1 if v == k else 0), 0)
    return bool(short <= left - 1)


@njit(cache=True, nogil=True)
def _kept(counts: Any, low: Any, high: Any, k: Any) -> bool:
    kept = True
    for v in range(counts.shape[1]):
        kept &= low[k, v] <= counts[k, v] <= high[k, v]
    return bool(kept)


@njit(cache=True, nogil=True)
def _undo(room: Any, kind: Any, counts: Any, who: Any, chosen: Any, a: Any, b: Any) -> None:
    for i in who:
        room[i] = a
        counts[a, kind[i]] += 1
        counts[b, kind[i]] -= 1
    for j in chosen:
        room[j] = b
        counts[b, kind[j]] += 1
        counts[a, kind[j]] -= 1


@njit(cache=True, nogil=True)
def _sum(z: Any, room: Any, k: Any) -> Any:
    """Sum of class k's columns, pupils in their order."""
    out = np.zeros(z.shape[0], np.float64)
    for i in range(room.size):
        if room[i] == k:
            for c in range(z.shape[0]):
                out[c] += z[c, i]
    return out


@njit(cache=True, nogil=True)
def _square(line: Any) -> Any:
    total = 0.0
    for value in line:
        total += value * value
    return total


@njit(cache=True, nogil=True)
def _seat(members: Any, n_members: Any, chosen: Any, room: Any, a: Any, b: Any) -> None:
    """Take the chosen off the list of class b and put them on that of class a."""
    left = 0
    for s in range(n_members[b]):
        if room[members[b, s]] == b:
            members[b, left] = members[b, s]
            left += 1
    n_members[b] = left
    for j in chosen:
        members[a, n_members[a]] = j
        n_members[a] += 1


@njit(cache=True, nogil=True)
def _carry(data: Any, i: Any, a: Any, b: Any) -> None:
    """Carry a pupil's products, or columns, from the sums of class a to those of class b."""
    gram, products, z, sums, _ = data
    if gram.shape[0] > 0:
        for u in range(gram.shape[0]):
            products[a, u] = int32(products[a, u] - gram[i, u])
            products[b, u] = int32(products[b, u] + gram[i, u])
    else:
        for c in range(z.shape[0]):
            sums[a, c] -= z[c, i]
            sums[b, c] += z[c, i]
