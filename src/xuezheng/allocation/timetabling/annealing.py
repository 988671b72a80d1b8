"""Annealing, compiled: chains of blocks exchanged between two periods, and changes of rooms."""

from typing import Any

import numpy as np
from numba import int64, njit, uint64

from xuezheng.allocation.timetabling.kernels import (
    FAR,
    below,
    best_room,
    draw_word,
    lift,
    move_told,
    seat,
    takes,
)

#: Work of a proposal, of a piece that changes rooms; and so many numbers told to a neighbour are one.
EACH, HOUSED, TOLD = 16, 40, 3


@njit(cache=True)
def _chain(t: Any, s: Any, a: Any, c: Any, chain: Any, n: Any, mark: Any, desk: Any) -> Any:
    """Lengthen a chain until it can be exchanged between periods a and c; -1 - length when it may not be.

    Also gives what the exchange costs beside other exams: pairs inside the chain stay as far apart as they
    are, so what both ends are told of them is taken back.
    """
    _, _, longest, used = desk
    k, change, inside = 0, 0, 0
    while k < n:
        b = chain[k]
        p = s.period[b]
        to = c if p == a else a
        if not t.may[b, to] or n > longest:
            return -1 - n, 0
        change += s.near[b, to] - s.near[b, p] + t.line[b, to] - t.line[b, p]
        if s.clash[b, to] > 0:
            used[0] += t.start[b + 1] - t.start[b]
            for i in range(t.start[b], t.start[b + 1]):
                j = t.other[i]
                if s.period[j] == to:
                    inside += t.shared[i]
                    if mark[j] == 0:
                        mark[j] = 1
                        chain[n] = j
                        n += 1
        k += 1
    return n, change + inside * t.pair[a, c]


@njit(cache=True)
def _chain_in_order(t: Any, s: Any, a: Any, c: Any, chain: Any, n: Any, mark: Any) -> Any:
    for i in range(n):
        b = chain[i]
        to = c if s.period[b] == a else a
        for k in range(t.order_start[b], t.order_start[b + 1]):
            j = t.order_other[k]
            q = s.period[j]
            if mark[j] == 1:
                q = c if q == a else a
            if (to - q) * t.order_sign[k] <= 0:
                return False
    return True


@njit(cache=True)
def _saving(t: Any, s: Any, chain: Any, n: Any) -> Any:
    """The most that other rooms can save the blocks of a chain."""
    most = 0
    for i in range(n):
        for x in range(t.first[chain[i]], t.first[chain[i] + 1]):
            most += t.fee[s.room[x]] + t.mixed
    return most


@njit(cache=True)
def _by_hardness(t: Any, chain: Any, n: Any, pieces: Any) -> Any:
    """The pieces of a chain, hardest to house first."""
    m = 0
    for i in range(n):
        for x in range(t.first[chain[i]], t.first[chain[i] + 1]):
            k = m
            while k > 0 and t.hard[pieces[k - 1]] < t.hard[x]:
                pieces[k] = pieces[k - 1]
                k -= 1
            pieces[k] = x
            m += 1
    return m


@njit(cache=True)
def exchange(t: Any, s: Any, a: Any, c: Any, chain: Any, n: Any, mark: Any, limit: Any, desk: Any) -> Any:
    """Exchange the chain begun by `n` blocks between periods a and c, if that costs at most `limit`.

    Gives the change of cost, or FAR when nothing was done.
    """
    pieces, old, _, used = desk
    for i in range(n):
        mark[chain[i]] = 1
    n, change = _chain(t, s, a, c, chain, n, mark, desk)
    used[0] += EACH * (n if n > 0 else -n)
    result = FAR
    if n > 0 and change - _saving(t, s, chain, n) <= limit and _chain_in_order(t, s, a, c, chain, n, mark):
        m = _by_hardness(t, chain, n, pieces)
        used[0] += (HOUSED + len(t.seats)) * m
        result = _rehouse(t, s, a, c, pieces, m, old, change, limit)
    if result != FAR:
        for i in range(n):
            b = chain[i]
            p = s.period[b]
            to = c if p == a else a
            s.period[b] = to
            move_told(t, s, b, p, to)
            used[0] += (t.start[b + 1] - t.start[b]) * t.may.shape[1] // TOLD
    for i in range(n if n >= 0 else -1 - n):
        mark[chain[i]] = 0
    return result


@njit(cache=True)
def _rehouse(t: Any, s: Any, a: Any, c: Any, pieces: Any, m: Any, old: Any, change: Any, limit: Any) -> Any:
    """Give the pieces rooms in their other period; undo it when they do not fit or it is too dear."""
    for i in range(m):
        x = pieces[i]
        old[i] = s.room[x]
        change -= lift(t, s, x, s.period[t.block[x]])
    done = 0
    for i in range(m):
        x = pieces[i]
        to = c if s.period[t.block[x]] == a else a
        r = best_room(t, s, x, to)
        if r < 0:
            break
        change += seat(t, s, x, to, r)
        done += 1
    if done == m and change <= limit:
        return change
    for i in range(done):
        x = pieces[i]
        lift(t, s, x, c if s.period[t.block[x]] == a else a)
    for i in range(m):
        x = pieces[i]
        seat(t, s, x, s.period[t.block[x]], old[i])
    return FAR


@njit(cache=True)
def change_room(t: Any, s: Any, x: Any, r: Any, y: Any, limit: Any) -> Any:
    """Move a piece to room r of its period (y < 0), or exchange the rooms of two pieces, within `limit`."""
    p = s.period[t.block[x]]
    mine = s.room[x]
    if y >= 0:
        r = s.room[y]
    if r == mine or not t.fits[x, r] or (y >= 0 and not t.fits[y, mine]):
        return FAR
    change = -lift(t, s, x, p)
    if y >= 0:
        change -= lift(t, s, y, p)
    done = 0
    if takes(t, s, x, p, r):
        change += seat(t, s, x, p, r)
        done = 1
        if y < 0:
            done = 2
        elif takes(t, s, y, p, mine):
            change += seat(t, s, y, p, mine)
            done = 3
    if done >= 2 and change <= limit:
        return change
    if done >= 1:
        lift(t, s, x, p)
    if done == 3:
        lift(t, s, y, p)
    seat(t, s, x, p, mine)
    if y >= 0:
        seat(t, s, y, p, r)
    return FAR


@njit(cache=True, nogil=True)
def anneal(t: Any, s: Any, shares: Any, heat: Any, work: Any, logs: Any, state: Any) -> Any:
    """Propose moves at one temperature (in 1/256) until `work` is used up; gives the work done.

    Work is counted in neighbours looked at, so that time is about in proportion to it. `shares` is how many
    of 256 proposals concern rooms, how many begin with two blocks, and the longest chain.
    """
    n_blocks, n_periods = t.may.shape
    n_pieces, n_rooms = t.fits.shape
    chain, mark = np.empty(n_blocks, np.int64), np.zeros(n_blocks, np.int64)
    used, dearest = np.zeros(1, np.int64), t.mixed
    for r in range(n_rooms):
        dearest = max(dearest, t.fee[r] + t.mixed)
    desk = (np.empty(n_pieces, np.int64), np.empty(n_pieces, np.int64), shares[2], used)
    while used[0] < work:
        used[0] += EACH
        word = draw_word(state)
        limit = (heat * logs[word & uint64(4095)]) >> 24
        choice = int64((word >> uint64(12)) & uint64(255))
        if choice < shares[0]:
            used[0] += 2 * HOUSED
            x = below(state, n_pieces)
            p = s.period[t.block[x]]
            if word & uint64(1 << 40):
                change_room(t, s, x, 0, s.at[p, below(state, s.n_at[p])], limit)
            else:
                change_room(t, s, x, below(state, n_rooms), -1, limit)
            continue
        b = below(state, n_blocks)
        a, c, n = s.period[b], below(state, n_periods), 1
        if choice < shares[0] + shares[1]:
            chain[1] = below(state, n_blocks)
            c, n = s.period[chain[1]], 2
        if c == a or not t.may[b, c]:
            continue
        if n == 1 and s.clash[b, c] == 0:
            change = s.near[b, c] - s.near[b, a] + t.line[b, c] - t.line[b, a]
            if change - dearest * (t.first[b + 1] - t.first[b]) > limit:
                continue
        chain[0] = b
        exchange(t, s, a, c, chain, n, mark, limit, desk)
    return used[0]
