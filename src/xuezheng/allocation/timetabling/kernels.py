"""What the inner loops share, compiled; whole numbers only: tables, state, rooms, what neighbours are told.

After a change here the compiled copies in `__pycache__` are stale for `constructing` and `annealing`: delete them.

A block is what is held at one time (exams tied by `same_period`, with all their parts); a piece is what is
held in one room. `near[b, p]` is what block b would cost at period p beside the candidates' other exams,
`clash[b, p]` how many blocks there it may not meet; both are kept up to date with every move.
"""

from typing import Any, NamedTuple

from numba import int64, njit, uint64

FAR = 1 << 60


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
def seat(t: Any, s: Any, x: Any, p: Any, r: Any) -> Any:
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
def lift(t: Any, s: Any, x: Any, p: Any) -> Any:
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
def takes(t: Any, s: Any, x: Any, p: Any, r: Any) -> Any:
    """Whether a room takes one more piece."""
    if not t.fits[x, r] or s.free[p, r] < t.size[x] or s.lone[p, r] > 0:
        return False
    return t.alone[x] == 0 or s.held[p, r] == 0


@njit(cache=True)
def best_room(t: Any, s: Any, x: Any, p: Any) -> Any:
    """The cheapest room that takes a piece, among equals the fullest; -1 when there is none.

    `takes` is written out: a call would hand over all the tables for each room.
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
def any_room(t: Any, s: Any, x: Any, p: Any, state: Any) -> Any:
    """Some room that takes a piece, each as likely; -1 when there is none."""
    choice, found = -1, 0
    for r in range(len(t.seats)):
        if takes(t, s, x, p, r):
            found += 1
            if below(state, found) == 0:
                choice = r
    return choice


@njit(cache=True)
def meet(t: Any, s: Any, b: Any, p: Any, sign: Any) -> None:
    """Tell the neighbours that block b is (or no longer is) at period p."""
    for k in range(t.start[b], t.start[b + 1]):
        j, n = t.other[k], t.shared[k] * sign
        s.clash[j, p] += sign
        if n != 0:
            for q in range(t.pair.shape[0]):
                s.near[j, q] += n * t.pair[p, q]


@njit(cache=True)
def move_told(t: Any, s: Any, b: Any, p: Any, q: Any) -> None:
    """Tell the neighbours that block b went from period p to q."""
    for k in range(t.start[b], t.start[b + 1]):
        j, n = t.other[k], t.shared[k]
        s.clash[j, p] -= 1
        s.clash[j, q] += 1
        if n != 0:
            for u in range(t.pair.shape[0]):
                s.near[j, u] += n * (t.pair[q, u] - t.pair[p, u])
