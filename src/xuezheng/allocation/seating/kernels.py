"""The inner loop of the search, compiled; whole numbers only. All kernels are in this one file."""

from typing import Any

import numpy as np
from numba import int64, njit, uint64


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
def _count(who: Any, near: Any, seat: Any, school: Any, n: Any) -> Any:
    found = 0
    for k in range(near.shape[1]):
        other = near[seat, k]
        if other < 0:
            break
        if other < n and who[other] == school:
            found += 1
    return found


@njit(cache=True, nogil=True)
def _room(who: Any, near: Any, n: Any, target: Any, steps: Any, state: Any, best: Any) -> Any:
    """Shuffle a room, then exchange what stands wrong; a seat just used rests. Gives the fewest pairs."""
    for i in range(n - 1, 0, -1):
        j = below(draw_word(state), i + 1)
        who[i], who[j] = who[j], who[i]
    pairs = 0
    for a in range(n):
        pairs += _count(who, near, a, who[a], n)
    pairs //= 2
    least = pairs
    best[:n] = who[:n]
    rests = np.zeros(n, np.int64)
    wrong = np.empty(n, np.int64)
    for step in range(steps):
        if least <= target:
            break
        m = 0
        for a in range(n):
            if rests[a] <= step and _count(who, near, a, who[a], n) > 0:
                wrong[m] = a
                m += 1
        if m == 0:
            continue
        a = wrong[below(draw_word(state), m)]
        mine, here = who[a], _count(who, near, a, who[a], n)
        choice, gain, ties = -1, 1 << 30, 0
        for b in range(n):
            if who[b] == mine or rests[b] > step:
                continue
            theirs, touching = who[b], 0
            for k in range(near.shape[1]):
                if near[a, k] == b:
                    touching = 1
            change = _count(who, near, a, theirs, n) + _count(who, near, b, mine, n) - 2 * touching
            change -= here + _count(who, near, b, theirs, n)
            if change < gain:
                choice, gain, ties = b, change, 1
            elif change == gain:
                ties += 1
                if below(draw_word(state), ties) == 0:
                    choice = b
        if choice < 0:
            continue
        who[a], who[choice] = who[choice], mine
        rests[a] = step + 2 + below(draw_word(state), 4)
        rests[choice] = step + 2 + below(draw_word(state), 4)
        pairs += gain
        if pairs < least:
            least = pairs
            best[:n] = who[:n]
    who[:n] = best[:n]
    return least


@njit(cache=True, nogil=True)
def seat_rooms(
    who: Any, start: Any, taken: Any, layout: Any, near: Any, target: Any, steps: Any, words: Any
) -> Any:
    """Seat every room; `who` holds the schools of room r from start[r] on. Gives the pairs left."""
    total = 0
    best = np.empty(near.shape[1], who.dtype)
    state = np.empty(1, np.uint64)
    for r in range(len(taken)):
        state[0] = words[r]
        part = who[start[r] : start[r] + taken[r]]
        total += _room(part, near[layout[r]], taken[r], target[r], steps, state, best)
    return total
