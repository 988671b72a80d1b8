"""Compiled sessions: take a few classes out, anneal them, keep the result if it is good."""

from typing import Any

import numpy as np
from numba import int32, int64, njit, uint64

from xuezheng.allocation.classes.kernels import NOBODY, SLOTS, anneal, below, draw_word


@njit(cache=True, nogil=True)
def class_products(gram: Any, room: Any, n_classes: int) -> Any:
    """P[k, i] = z_i · S_k, from the products of all pairs."""
    n = gram.shape[0]
    out = np.zeros((n_classes, n), np.int32)
    for i in range(n):
        k = room[i]
        for j in range(n):
            out[k, j] = int32(out[k, j] + gram[i, j])
    return out


@njit(cache=True, nogil=True)
def class_sums(z: Any, room: Any, n_classes: int) -> Any:
    """S_k (n_classes, n_columns), pupils in their order; z (n_columns, n_pupils)."""
    n_columns, n = z.shape
    out = np.zeros((n_classes, n_columns), np.float64)
    for c in range(n_columns):
        for i in range(n):
            out[room[i], c] += z[c, i]
    return out


@njit(cache=True, nogil=True)
def _load_from_gram(local: Any, gram: Any, products: Any, chosen: Any, m: int) -> None:
    g, row, q, p, mean, rest, ids, used = local[:8]
    width = q.shape[1]
    for z in range(m):
        for s in range(used[z]):
            who = ids[z, s]
            for y in range(m):
                for t in range(used[y]):
                    g[z * width + s, y, t] = int32(2 * gram[who, ids[y, t]])
            q[z, s] = gram[who, who]
        for y in range(m):
            for t in range(used[y]):
                p[z, y, t] = products[chosen[z], ids[y, t]]


@njit(cache=True, nogil=True)
def _load_from_columns(local: Any, z_of: Any, sums: Any, chosen: Any, scale: float, m: int) -> None:
    """The same for a roster too large for a table of all pairs."""
    g, row, q, p, mean, rest, ids, used = local[:8]
    width = q.shape[1]
    n_columns = z_of.shape[0]
    columns = np.zeros((n_columns, m, width), np.float64)
    line = np.empty((m, width), np.float64)
    for y in range(m):
        for t in range(used[y]):
            for c in range(n_columns):
                columns[c, y, t] = z_of[c, ids[y, t]]
    for z in range(m):
        for s in range(used[z]):
            line[:] = 0.0
            for c in range(n_columns):
                zi = columns[c, z, s]
                for y in range(m):
                    for t in range(width):
                        line[y, t] += zi * columns[c, y, t]
            for y in range(m):
                for t in range(width):
                    g[z * width + s, y, t] = int32(2 * int32(np.rint(line[y, t] * scale)))
            q[z, s] = int32(g[z * width + s, z, s] >> 1)
        line[:] = 0.0
        for c in range(n_columns):
            zi = sums[chosen[z], c]
            for y in range(m):
                for t in range(width):
                    line[y, t] += zi * columns[c, y, t]
        for y in range(m):
            for t in range(width):
                p[z, y, t] = int32(np.rint(line[y, t] * scale))


@njit(cache=True, nogil=True)
def run_sessions(
    data: Any,
    places: Any,
    rules: Any,
    m: int,
    tries: int,
    steps: Any,
    plan: Any,
    pair: Any,
    logs: Any,
    state: Any,
) -> Any:
    """Run `tries` sessions of m random classes each; give the change of the objective.

    Parameters
    ----------
    data : tuple
        gram (n, n) or empty, products (n_classes, n), z (n_columns, n), sums (n_classes, n_columns), scale.
    places : tuple
        members (n_classes, widest) of movable pupils, n_members, n_pupils per class, all changed in place.
    rules : tuple
        room (n,), kind (n,), count/low/high (n_classes, n_kinds), apart_from (n + 1,), apart.
    steps : tuple
        rows per session, hot, cold, still.
    plan : tuple
        cool (whether the temperature falls over the sessions), keep (whether every result is kept), slack
        (otherwise a session is kept when it loses less than slack · -ln u).
    pair : tuple
        Two classes that take part in every session, or (-1, -1).
    """
    gram, products, z_of, sums, scale = data
    members, n_members, n_pupils = places
    room, kind_of, counts, lows, highs, apart_from, apart = rules
    rows, hot, cold, still = steps
    cool, keep, slack = plan
    n_classes = n_members.size
    n = room.size
    n_kinds = counts.shape[1]
    by_gram = gram.shape[0] > 0
    widest = min(SLOTS, n_members.max())
    width = (widest + 15) // 16 * 16
    even = n_pupils.max() == n_pupils.min()
    # An odd number of cache lines a row, so that a column does not fall into one cache set.
    blocks = m if (m * width // 16) % 2 else m + 1
    g = np.zeros((m * width, blocks, width), np.int32)
    row = np.zeros((m, width), np.int64)
    q = np.zeros((m, width), np.int32)
    p = np.zeros((m, m, width), np.int32)
    mean = np.zeros((m, m, width), np.int32)
    rest = np.empty((m, width), np.int32)
    ids = np.zeros((m, width), np.int64)
    used = np.zeros(m, np.int64)
    weight = np.zeros(m, np.int64)
    kind = np.zeros((m, width), np.int64)
    count = np.zeros((m, n_kinds), np.int64)
    low = np.zeros((m, n_kinds), np.int64)
    high = np.zeros((m, n_kinds), np.int64)
    local = (g, row, q, p, mean, rest, ids, used, weight, even, kind, count, low, high)
    chosen = np.arange(n_classes)
    total = int64(0)
    for t in range(tries):
        for z in range(m):
            y = z + below(draw_word(state), n_classes - z)
            if z < 2 and pair[z] >= 0:
                y = z
                while chosen[y] != pair[z]:
                    y += 1
            chosen[z], chosen[y] = chosen[y], chosen[z]
        rest[:] = NOBODY
        for z in range(m):
            k = chosen[z]
            used[z] = min(width, n_members[k])
            weight[z] = (1048576 * n) // (n_classes * n_pupils[k])
            for s in range(used[z]):
                y = s + below(draw_word(state), n_members[k] - s)
                members[k, s], members[k, y] = members[k, y], members[k, s]
                ids[z, s] = members[k, s]
                row[z, s] = z * width + s
                kind[z, s] = kind_of[ids[z, s]]
            for v in range(n_kinds):
                count[z, v] = counts[k, v]
                low[z, v] = lows[k, v]
                high[z, v] = highs[k, v]
        if by_gram:
            _load_from_gram(local, gram, products, chosen, m)
        else:
            _load_from_columns(local, z_of, sums, chosen, scale, m)
        for z in range(m):
            w = weight[z]
            for y in range(m):
                for s in range(width):
                    mean[z, y, s] = p[z, y, s] if even else int32((int64(p[z, y, s]) * w) >> 20)
            for s in range(used[z]):
                rest[z, s] = int32(q[z, s] - mean[z, z, s])
        start = hot
        if cool:
            left = tries - t
            start = cold + ((hot - cold) * left // tries) * left // tries
        end = start if cool else cold
        change = anneal(local, (room, chosen, apart_from, apart), m, (rows, start, end, still), logs, state)
        word = draw_word(state)
        if not keep and change >= ((slack * logs[word & uint64(4095)]) >> 16):
            for z in range(m):
                for s in range(used[z]):
                    room[members[chosen[z], s]] = chosen[z]
            continue
        total += change
        for z in range(m):
            k = chosen[z]
            for v in range(n_kinds):
                counts[k, v] = count[z, v]
        _keep(local, data, members, chosen, room, m)
    return total


@njit(cache=True, nogil=True)
def _keep(local: Any, data: Any, members: Any, chosen: Any, room: Any, m: int) -> None:
    """Carry a session's result over: members, products with class sums, class sums."""
    ids = local[6]
    used = local[7]
    gram, products, z_of, sums, scale = data
    n = room.size
    by_gram = gram.shape[0] > 0
    home = np.empty(m * ids.shape[1], np.int64)
    who = np.empty(m * ids.shape[1], np.int64)
    n_all = 0
    for z in range(m):
        for s in range(used[z]):
            who[n_all] = members[chosen[z], s]
            home[n_all] = chosen[z]
            n_all += 1
    for e in range(n_all):
        i = who[e]
        a = home[e]
        b = room[i]
        if a == b:
            continue
        if by_gram:
            for u in range(n):
                products[a, u] = int32(products[a, u] - gram[i, u])
                products[b, u] = int32(products[b, u] + gram[i, u])
        else:
            for c in range(z_of.shape[0]):
                sums[a, c] -= z_of[c, i]
                sums[b, c] += z_of[c, i]
    for z in range(m):
        for s in range(used[z]):
            members[chosen[z], s] = ids[z, s]
