"""The inner loops, compiled; whole numbers only. All kernels are in this one file.

A block is what is held at one time (exams tied by `same_period`, with all their parts); a piece is what is
held in one room. `near[b, p]` is what block b would cost at period p beside the candidates' other exams,
`clash[b, p]` how many blocks there it may not meet; both are kept up to date with every move.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import int64, njit, uint64

FAR = 1 << 60
#: How often rooms are chosen for a block of several pieces, in a period in use and in an empty one.
FEW, MANY = 4, 200
#: Work of a proposal, of a piece that changes rooms; and so many numbers told to a neighbour are one.
EACH, HOUSED, TOLD = 16, 40, 3


class Tables(NamedTuple):
    """What never changes: pair costs of periods, blocks, neighbours, orders, pieces, rooms."""

    pair: Any  # (n_periods, n_periods)
    line: Any  # (n_blocks, n_periods)
    may: Any  # (n_blocks, n_periods)
    start: Any  # neighbours of block b: other[start[b]:start[b + 1]]
    other: Any
    shared: Any
    order_start: Any  # orders of block b: +1 = after, -1 = before the block named
    order_other: Any
    order_sign: Any
    first: Any  # pieces of block b: first[b] … first[b + 1] - 1, hardest to house first
    block: Any  # (n_pieces,)
    size: Any
    hard: Any  # the harder to house, the higher
    kind: Any
    alone: Any
    fits: Any  # (n_pieces, n_rooms)
    seats: Any
    fee: Any
    mixed: int


class State(NamedTuple):
    """A timetable, whole or in part; -1 is nowhere yet."""

    period: Any  # (n_blocks,)
    room: Any  # (n_pieces,)
    near: Any  # (n_blocks, n_periods)
    clash: Any
    free: Any  # (n_periods, n_rooms)
    held: Any
    lone: Any
    kinds: Any  # (n_periods, n_rooms, n_kinds)
    n_kinds: Any
    at: Any  # (n_periods, n_pieces)
    n_at: Any
    place: Any  # (n_pieces,)


@njit(cache=True)
def draw_word(state: Any) -> Any:
    """Next 64 random bits (splitmix64)."""
    state[0] = state[0] + uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> uint64(27))) * uint64(0x94D049BB133111EB)
    return z ^ (z >> uint64(31))


@njit(cache=True)
def below(state: Any, n: Any) -> Any:
    """A number from 0 to n - 1."""
    return int64(((draw_word(state) >> uint64(32)) * uint64(n)) >> uint64(32))


@njit(cache=True)
def _seat(t: Any, s: Any, x: Any, p: Any, r: Any) -> Any:
    """Put a piece into a room; gives what it costs."""
    cost = t.fee[r]
    if s.kinds[p, r, t.kind[x]] == 0:
        if s.n_kinds[p, r] > 0:
            cost += t.mixed
        s.n_kinds[p, r] += 1
    s.kinds[p, r, t.kind[x]] += 1
    s.free[p, r] -= t.size[x]
    s.held[p, r] += 1
    s.lone[p, r] += t.alone[x]
    s.at[p, s.n_at[p]] = x
    s.place[x] = s.n_at[p]
    s.n_at[p] += 1
    s.room[x] = r
    return cost


@njit(cache=True)
def _lift(t: Any, s: Any, x: Any, p: Any) -> Any:
    """Take a piece out of its room; gives what is saved."""
    r = s.room[x]
    cost = t.fee[r]
    s.kinds[p, r, t.kind[x]] -= 1
    if s.kinds[p, r, t.kind[x]] == 0:
        s.n_kinds[p, r] -= 1
        if s.n_kinds[p, r] > 0:
            cost += t.mixed
    s.free[p, r] += t.size[x]
    s.held[p, r] -= 1
    s.lone[p, r] -= t.alone[x]
    s.n_at[p] -= 1
    last = s.at[p, s.n_at[p]]
    s.at[p, s.place[x]] = last
    s.place[last] = s.place[x]
    s.room[x] = -1
    return cost


@njit(cache=True)
def _takes(t: Any, s: Any, x: Any, p: Any, r: Any) -> Any:
    """Whether a room takes one more piece."""
    if not t.fits[x, r] or s.free[p, r] < t.size[x] or s.lone[p, r] > 0:
        return False
    return t.alone[x] == 0 or s.held[p, r] == 0


@njit(cache=True)
def _best_room(t: Any, s: Any, x: Any, p: Any) -> Any:
    """The cheapest room that takes a piece, among equals the fullest; -1 when there is none.

    `_takes` is written out: a call would hand over all the tables for each room.
    """
    fits, free, lone, held, n_kinds = t.fits[x], s.free[p], s.lone[p], s.held[p], s.n_kinds[p]
    size, alone, kind, kinds, fee, mixed = t.size[x], t.alone[x], t.kind[x], s.kinds[p], t.fee, t.mixed
    best, least = -1, FAR
    for r in range(len(fits)):
        if not fits[r] or free[r] < size or lone[r] > 0 or (alone > 0 and held[r] > 0):
            continue
        cost = fee[r]
        if n_kinds[r] > 0 and kinds[r, kind] == 0:
            cost += mixed
        weight = (cost << 24) + free[r]
        if weight < least:
            best, least = r, weight
    return best


@njit(cache=True)
def _any_room(t: Any, s: Any, x: Any, p: Any, state: Any) -> Any:
    """Some room that takes a piece, each as likely; -1 when there is none."""
    choice, found = -1, 0
    for r in range(len(t.seats)):
        if _takes(t, s, x, p, r):
            found += 1
            if below(state, found) == 0:
                choice = r
    return choice


@njit(cache=True)
def _meet(t: Any, s: Any, b: Any, p: Any, sign: Any) -> None:
    """Tell the neighbours that block b is (or no longer is) at period p."""
    for k in range(t.start[b], t.start[b + 1]):
        j, n = t.other[k], t.shared[k] * sign
        s.clash[j, p] += sign
        if n != 0:
            for q in range(t.pair.shape[0]):
                s.near[j, q] += n * t.pair[p, q]


@njit(cache=True)
def _move_told(t: Any, s: Any, b: Any, p: Any, q: Any) -> None:
    """Tell the neighbours that block b went from period p to q."""
    for k in range(t.start[b], t.start[b + 1]):
        j, n = t.other[k], t.shared[k]
        s.clash[j, p] -= 1
        s.clash[j, q] += 1
        if n != 0:
            for u in range(t.pair.shape[0]):
                s.near[j, u] += n * (t.pair[q, u] - t.pair[p, u])


@njit(cache=True)
def _enter(t: Any, s: Any, b: Any, p: Any, tries: Any, state: Any) -> Any:
    """Put a block that is nowhere into a period, if there are rooms: the best ones, then any."""
    for attempt in range(tries):
        x = t.first[b]
        while x < t.first[b + 1]:
            r = _best_room(t, s, x, p) if attempt == 0 else _any_room(t, s, x, p, state)
            if r < 0:
                break
            _seat(t, s, x, p, r)
            x += 1
        if x == t.first[b + 1]:
            s.period[b] = p
            _meet(t, s, b, p, 1)
            return True
        for y in range(t.first[b], x):
            _lift(t, s, y, p)
        if x == t.first[b]:
            return False
    return False


@njit(cache=True)
def _leave(t: Any, s: Any, b: Any) -> None:
    p = s.period[b]
    for x in range(t.first[b], t.first[b + 1]):
        _lift(t, s, x, p)
    s.period[b] = -1
    _meet(t, s, b, p, -1)


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
def _victims(t: Any, s: Any, b: Any, anger: Any, weight: Any, state: Any) -> Any:
    """The period where fewest others, and the least often driven out, must make room for a block."""
    n_periods = t.may.shape[1]
    weight[:] = 0
    for k in range(t.start[b], t.start[b + 1]):
        j = t.other[k]
        if s.period[j] >= 0:
            weight[s.period[j]] += 1 + anger[j]
    for k in range(t.order_start[b], t.order_start[b + 1]):
        j = t.order_other[k]
        for p in range(n_periods):
            if s.period[j] >= 0 and (p - s.period[j]) * t.order_sign[k] <= 0:
                weight[p] += 1 + anger[j]
    choice, least, ties = -1, FAR, 0
    for p in range(n_periods):
        if not t.may[b, p]:
            continue
        found = weight[p] + (1 + anger[b] if weight[p] == 0 else 0)
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
        choice, least, ties = -1, FAR, 0
        for k in range(s.n_at[p]):
            j = t.block[s.at[p, k]]
            if anger[j] < least:
                choice, least, ties = j, anger[j], 1
            elif anger[j] == least:
                ties += 1
                if below(state, ties) == 0:
                    choice = j
        n = _drive_out(t, s, choice, waiting, n, anger)
    return n


@njit(cache=True, nogil=True)
def construct(t: Any, s: Any, waiting: Any, n: Any, anger: Any, steps: Any, state: Any) -> Any:
    """Give the first `n` of the waiting blocks a period, hardest first; others are driven out where
    nothing is free. Gives how many still wait."""
    n_periods = t.may.shape[1]
    tried, weight = np.zeros(n_periods, np.int64), np.zeros(n_periods, np.int64)
    for _ in range(steps):
        if n == 0:
            break
        k = _hardest(t, s, waiting, n, state)
        b = waiting[k]
        n -= 1
        waiting[k] = waiting[n]
        if _enter_cheapest(t, s, b, tried, state):
            continue
        p = _victims(t, s, b, anger, weight, state)
        if p < 0:
            waiting[n] = b
            return n + 1
        n = _make_room(t, s, b, p, waiting, n, anger, state)
    return n


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
            _move_told(t, s, b, p, to)
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
        change -= _lift(t, s, x, s.period[t.block[x]])
    done = 0
    for i in range(m):
        x = pieces[i]
        to = c if s.period[t.block[x]] == a else a
        r = _best_room(t, s, x, to)
        if r < 0:
            break
        change += _seat(t, s, x, to, r)
        done += 1
    if done == m and change <= limit:
        return change
    for i in range(done):
        x = pieces[i]
        _lift(t, s, x, c if s.period[t.block[x]] == a else a)
    for i in range(m):
        x = pieces[i]
        _seat(t, s, x, s.period[t.block[x]], old[i])
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
    change = -_lift(t, s, x, p)
    if y >= 0:
        change -= _lift(t, s, y, p)
    done = 0
    if _takes(t, s, x, p, r):
        change += _seat(t, s, x, p, r)
        done = 1
        if y < 0:
            done = 2
        elif _takes(t, s, y, p, mine):
            change += _seat(t, s, y, p, mine)
            done = 3
    if done >= 2 and change <= limit:
        return change
    if done >= 1:
        _lift(t, s, x, p)
    if done == 3:
        _lift(t, s, y, p)
    _seat(t, s, x, p, mine)
    if y >= 0:
        _seat(t, s, y, p, r)
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
