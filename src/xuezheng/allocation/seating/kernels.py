"""The inner loop of the search, compiled; whole numbers only. All kernels are in this one file."""

from typing import Any

import numpy as np
from numba import int64, njit, uint64

#: Costs from this bit on are pairs side by side, the first goal; lesser goals are given up after so many
#: steps that brought nothing; a room whose first goal is not reached is started again so often.
FIRST, IDLE, STARTS = 24, 60, 8


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


@njit(cache=True, inline="always")
def _price(who: Any, near: Any, aslant: Any, price: Any, seat: Any, kind: Any, n: Any) -> Any:
    """What it costs that `kind` sits on `seat`, given the others."""
    found = 0
    for k in range(near.shape[1]):
        other = near[seat, k]
        if other < 0:
            break
        if other < n:
            found += price[aslant[seat, k], kind, who[other]]
    return found


@njit(cache=True, inline="always")
def _change(who: Any, near: Any, aslant: Any, price: Any, a: Any, b: Any, before: Any, n: Any) -> Any:
    """What an exchange of two seats changes; `before` is what both cost now, each for itself."""
    mine, theirs = who[a], who[b]
    found = _price(who, near, aslant, price, a, theirs, n) + _price(who, near, aslant, price, b, mine, n)
    for k in range(near.shape[1]):
        if near[a, k] < 0:
            break
        if near[a, k] == b:
            way = aslant[a, k]
            found += 2 * price[way, mine, theirs] - price[way, mine, mine] - price[way, theirs, theirs]
    return found - before


@njit(cache=True, nogil=True)
def _shuffle(who: Any, first: Any, end: Any, state: Any) -> None:
    for i in range(end - 1, first, -1):
        j = first + below(draw_word(state), i + 1 - first)
        who[i], who[j] = who[j], who[i]


@njit(cache=True, nogil=True)
def _by_colour(who: Any, colour: Any, sort: Any, n: Any, state: Any) -> None:
    """Start like a chessboard: the largest sorts on one colour, the rest on the other."""
    size = np.zeros(n, np.int64)
    for a in range(n):
        size[sort[who[a]]] += 1
    line, seats = np.empty(n, np.int64), np.empty(n, np.int64)
    _shuffle(who, 0, n, state)
    order = np.argsort(np.array([-size[sort[who[a]]] * n + sort[who[a]] for a in range(n)]))
    dark, m = below(draw_word(state), 2), 0
    for shade in range(2):
        start = m
        for a in range(n):
            if (colour[a] + dark) % 2 == shade:
                seats[m] = a
                m += 1
        _shuffle(seats, start, m, state)
    for k in range(n):
        line[seats[k]] = who[order[k]]
    who[:n] = line


@njit(cache=True, nogil=True)
def _search(
    who: Any, near: Any, aslant: Any, price: Any, sort: Any, n: Any, target: Any, steps: Any, idle: Any,
    state: Any, best: Any,
) -> Any:  # fmt: skip
    """Exchange what stands wrong; a seat just used rests. Leaves the best found and gives its cost.

    Kinds of one sort cost the same wherever they stand: exchanging them is no use. After `idle` steps that
    brought nothing it is given up.
    """
    cost = np.zeros(n, np.int64)
    total = 0
    for a in range(n):
        cost[a] = _price(who, near, aslant, price, a, who[a], n)
        total += cost[a]
    total //= 2
    least, better_at = total, 0
    best[:n] = who[:n]
    rests = np.zeros(n, np.int64)
    wrong = np.empty(n, np.int64)
    for step in range(steps):
        if least <= target or step - better_at > idle:
            break
        m = 0
        for a in range(n):
            if rests[a] <= step and cost[a] > 0:
                wrong[m] = a
                m += 1
        if m == 0:
            continue
        a = wrong[below(draw_word(state), m)]
        choice, gain, ties = -1, 1 << 60, 0
        for b in range(n):
            if sort[who[b]] == sort[who[a]] or rests[b] > step:
                continue
            change = _change(who, near, aslant, price, a, b, cost[a] + cost[b], n)
            if change < gain:
                choice, gain, ties = b, change, 1
            elif change == gain:
                ties += 1
                if below(draw_word(state), ties) == 0:
                    choice = b
        if choice < 0:
            continue
        who[a], who[choice] = who[choice], who[a]
        for seat in (a, choice):
            cost[seat] = _price(who, near, aslant, price, seat, who[seat], n)
            rests[seat] = step + 2 + below(draw_word(state), 4)
            for k in range(near.shape[1]):
                other = near[seat, k]
                if other < 0:
                    break
                if other < n:
                    cost[other] = _price(who, near, aslant, price, other, who[other], n)
        total += gain
        if total < least:
            least, better_at = total, step
            best[:n] = who[:n]
    who[:n] = best[:n]
    return least


@njit(cache=True, nogil=True)
def _seat(
    who: Any, near: Any, aslant: Any, colour: Any, prices: Any, sorts: Any, n: Any, target: Any,
    steps: Any, has_lesser: Any, is_laid: Any, state: Any, best: Any, kept: Any,
) -> Any:  # fmt: skip
    """Pairs side by side first, from several starts; then the lesser goals, as far as they cost no pair.

    A room that `is_laid` starts as it is, once.
    """
    first = target >> FIRST << FIRST
    if not is_laid:
        _shuffle(who, 0, n, state)
    least = _search(who, near, aslant, prices[0], sorts[0], n, first, steps // 2, steps, state, best)
    kept[:n] = who[:n]
    for _ in range(STARTS):
        if least <= first or is_laid:
            break
        _by_colour(who, colour, sorts[0], n, state)
        found = _search(who, near, aslant, prices[0], sorts[0], n, first, steps // 4, steps, state, best)
        if found < least:
            least = found
            kept[:n] = who[:n]
    who[:n] = kept[:n]
    if has_lesser:
        _search(who, near, aslant, prices[1], sorts[1], n, target, steps, IDLE, state, best)
    return least >> FIRST


@njit(cache=True, nogil=True)
def _mix(
    who: Any, near: Any, aslant: Any, price: Any, n: Any, sweeps: Any, state: Any, line: Any, sat: Any
) -> None:
    """Exchange seats at no cost, towards those that a school has had less often in rooms like this one."""
    for _ in range(sweeps):
        for a in range(n):
            b = below(draw_word(state), n)
            if who[a] == who[b]:
                continue
            mine, theirs = line[who[a]], line[who[b]]
            gain = sat[mine, a] - sat[mine, b] + sat[theirs, b] - sat[theirs, a]
            if gain < 0 and (gain < -8 or below(draw_word(state), 1 << (-2 * gain)) > 0):
                continue
            before = _price(who, near, aslant, price, a, who[a], n)
            before += _price(who, near, aslant, price, b, who[b], n)
            if _change(who, near, aslant, price, a, b, before, n) <= 0:
                who[a], who[b] = who[b], who[a]
    for a in range(n):
        sat[line[who[a]], a] += 1


@njit(cache=True, nogil=True)
def _prices(kinds: Any, values: Any, weights: Any, price: Any, sort: Any) -> None:
    """Cost of two kinds beside and aslant: being alike at all, then being alike in more columns.

    Kinds whose costs are the same throughout are of one sort.
    """
    for i in range(len(kinds)):
        for j in range(len(kinds)):
            n_alike = 0
            for column in range(values.shape[1]):
                n_alike += values[kinds[i], column] == values[kinds[j], column]
            for way in range(2):
                price[way, i, j] = 0
                if n_alike:
                    price[way, i, j] = weights[way, 0] + (n_alike - 1) * weights[way, 1]
    for i in range(len(kinds)):
        sort[i] = i
        for j in range(i):
            same = sort[j] == j
            for k in range(len(kinds)):
                if not same or price[0, i, k] != price[0, j, k] or price[1, i, k] != price[1, j, k]:
                    same = False
                    break
            if same:
                sort[i] = j
                break


@njit(cache=True, nogil=True)
def seat_rooms(
    who: Any, start: Any, taken: Any, layout: Any, near: Any, aslant: Any, colour: Any, values: Any,
    weights: Any, target: Any, steps: Any, sweeps: Any, rehearsals: Any, first_line: Any, sat: Any, words: Any,
    is_laid: Any, pairs: Any,
) -> None:  # fmt: skip
    """Seat every room; `who` holds the kinds of room r from start[r] on; `pairs` gets the pairs left in it.

    `weights` are those of the first goal alone, and of all. `rehearsals` says how often a room is seated
    for nothing before, so that `sat` knows what seats are scarce; `first_line` where in `sat` the schools
    of rooms like this one stand, in order.
    """
    widest = near.shape[1]
    here, best, real = np.empty(widest, np.int64), np.empty(widest, np.int64), np.empty(widest, np.int64)
    kept, line = np.empty(widest, np.int64), np.empty(widest, np.int64)
    prices, sorts = np.empty((2, 2, widest, widest), np.int64), np.empty((2, widest), np.int64)
    state = np.empty(1, np.uint64)
    has_lesser = (weights[0] != weights[1]).any()
    for r in range(len(taken)):
        state[0] = words[r]
        n, m, shape = taken[r], 0, layout[r]
        for k in range(n):
            kind, at = who[start[r] + k], 0
            while at < m and best[at] != kind:
                at += 1
            if at == m:
                best[m], line[m] = kind, first_line[start[r] + k]
                m += 1
            real[k] = at
        kinds = best[:m].copy()
        for goal in range(2):
            _prices(kinds, values, weights[goal], prices[goal], sorts[goal])
        for time in range(rehearsals[r] + 1):
            here[:n] = real[:n]
            some = steps if time == rehearsals[r] else min(steps, 200)
            pairs[r] = _seat(
                here, near[shape], aslant[shape], colour[shape], prices, sorts, n, target[r], some,
                has_lesser, is_laid, state, best, kept,
            )  # fmt: skip
            _mix(here, near[shape], aslant[shape], prices[1], n, sweeps, state, line, sat)
        for k in range(n):
            who[start[r] + k] = kinds[here[k]]
