"""The inner loops of the search, compiled. Whole numbers only, so every machine gives the same bytes.

A session anneals a few touching zones among themselves: chains of one to three blocks, each going over
to a zone it touches. A chain is weighed first; whether the zones stay in one piece is looked at only for
chains that would be taken. Sessions of zones that no other session holds may run side by side: a session
writes only blocks, loads and counts of its own zones, and asks of other blocks only whether they are its.

A trap: numba's cache looks at the file of the function it keeps and not at what that calls; so all
kernels are in this one file.
"""

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


@njit(cache=True, nogil=True)
def zone_price(z: Any, load: Any, counts: Any, rules: Any) -> Any:
    """What a zone's load costs: seats free, pupils over, groups out of balance (begun pupils count)."""
    capacity, over, under, totals, balance = rules
    free = capacity[z] - load[z]
    price = under[z] * free if free > 0 else -over[z] * free
    if balance > 0:
        everybody = totals[totals.size - 1]
        for g in range(counts.shape[0]):
            away = abs(everybody * counts[g, z] - totals[g] * load[z])
            price += balance * ((away + everybody - 1) // everybody)
    return price


@njit(cache=True, nogil=True)
def carry(i: Any, t: Any, label: Any, load: Any, counts: Any, data: Any, rules: Any) -> Any:
    """Carry block i to zone t; give the change of the objective with its penalties."""
    pupils, members, cost, start, other, compactness = data
    s = label[i]
    change = cost[i, t] - cost[i, s] - zone_price(s, load, counts, rules) - zone_price(t, load, counts, rules)
    load[s] -= pupils[i]
    load[t] += pupils[i]
    for g in range(counts.shape[0]):
        counts[g, s] -= members[g, i]
        counts[g, t] += members[g, i]
    change += zone_price(s, load, counts, rules) + zone_price(t, load, counts, rules)
    if compactness > 0:
        for e in range(start[i], start[i + 1]):
            if label[other[e]] == s:
                change += compactness
            elif label[other[e]] == t:
                change -= compactness
    label[i] = t
    return change


@njit(cache=True, nogil=True)
def in_one_piece(z: Any, ends: Any, n_ends: Any, label: Any, start: Any, other: Any, room: Any) -> Any:
    """Whether all `ends`, blocks of zone z, are joined within z. `room`: seen, queue, clock, work."""
    seen, queue, clock = room
    clock[0] += 2
    wanted, done = clock[0], clock[0] + 1
    missing = int64(0)
    for k in range(n_ends):
        if seen[ends[k]] != wanted:
            seen[ends[k]] = wanted
            missing += 1
    if missing <= 1:
        return True
    queue[0] = ends[0]
    seen[ends[0]] = done
    missing -= 1
    head, tail = int64(0), int64(1)
    while head < tail:
        i = queue[head]
        head += 1
        for e in range(start[i], start[i + 1]):
            j = other[e]
            if label[j] == z and seen[j] != done:
                if seen[j] == wanted:
                    missing -= 1
                    if missing == 0:
                        clock[1] += head
                        return True
                seen[j] = done
                queue[tail] = j
                tail += 1
    clock[1] += head
    return False


@njit(cache=True, nogil=True)
def chain_holds(chain: Any, n: Any, label: Any, start: Any, other: Any, room: Any, ends: Any) -> Any:
    """Whether every zone a chain touched is in one piece; rows of `chain`: block, from, to."""
    for a in range(n):
        for side in range(1, 3):
            z = chain[a, side]
            first = True
            for b in range(a + 1):
                for k in range(1, 3):
                    if chain[b, k] == z and (b < a or k < side):
                        first = False
            if not first:
                continue
            n_ends = 0
            for b in range(n):
                i = chain[b, 0]
                if chain[b, 1] == z:
                    for e in range(start[i], start[i + 1]):
                        if label[other[e]] == z and n_ends < ends.size:
                            ends[n_ends] = other[e]
                            n_ends += 1
                if chain[b, 2] == z and label[i] == z and n_ends < ends.size:
                    ends[n_ends] = i
                    n_ends += 1
                    touched = False
                    for e in range(start[i], start[i + 1]):
                        if label[other[e]] == z:
                            touched = True
                    if not touched:
                        return False
            if not in_one_piece(z, ends, n_ends, label, start, other, room):
                return False
    return True


@njit(cache=True, nogil=True)
def anneal(
    plan: Any,
    data: Any,
    rules: Any,
    fixed: Any,
    zones: Any,
    heats: Any,
    work: Any,
    logs: Any,
    state: Any,
    room: Any,
) -> Any:
    """Anneal some zones by chains until the work is done; give the change of the objective.

    `plan`: label, load, counts. `heats`: temperature at the start and at the end. One unit of work is a
    proposal, or four blocks walked through to see whether a zone is in one piece.
    """
    label, load, counts = plan
    pupils, members, cost, start, other, compactness = data
    n, m = cost.shape
    local = np.full(m, -1, np.int64)
    for k in range(zones.size):
        local[zones[k]] = k
    n_own = 0
    for i in range(n):
        if local[label[i]] >= 0:
            n_own += 1
    own = np.empty(n_own, np.int64)
    n_in = np.zeros(zones.size, np.int64)
    inside = np.empty((zones.size, n_own), np.int32)
    slot = np.empty(n_own, np.int64)
    number = room[3]
    widest = int64(0)
    n_own = 0
    for i in range(n):
        k = local[label[i]]
        if k >= 0:
            own[n_own] = i
            number[i] = n_own
            slot[n_own] = n_in[k]
            inside[k, n_in[k]] = i
            n_in[k] += 1
            n_own += 1
            widest = max(widest, start[i + 1] - start[i])
    ends = np.empty(3 * (widest + 1), np.int64)
    chain = np.zeros((3, 3), np.int64)
    walk = (room[0], room[1], room[2])
    room[2][1] = 0
    total = int64(0)
    spent = int64(0)
    hot, cold = heats
    heat = hot
    while spent + (room[2][1] >> 2) < work:
        spent += 1
        if spent & 255 == 0:
            left = max(int64(0), work - spent - (room[2][1] >> 2))
            heat = cold + (hot - cold) * left // work
        word = draw_word(state)
        limit = (heat * logs[word & uint64(4095)]) >> 16
        i = own[below(word, n_own)]
        if fixed[i] >= 0:
            continue
        width = start[i + 1] - start[i]
        if width == 0:
            continue
        word = draw_word(state)
        s = label[i]
        t = label[other[start[i] + below(word, width)]]
        if t == s or local[t] < 0:
            continue
        kind = word & uint64(7)
        change = carry(i, t, label, load, counts, data, rules)
        chain[0, 0], chain[0, 1], chain[0, 2] = i, s, t
        length = 1
        wanted = 1 if kind < 2 else (2 if kind < 6 else 3)
        back = kind & uint64(1) == 0
        here = t
        at = i
        while length < wanted:
            found = False
            for _ in range(8):
                spent += 1
                word = draw_word(state)
                if back and length == wanted - 1:
                    # Near the last block: a step or two along the seam, so that a swap is likely.
                    j = at
                    for _ in range(1 + int64(word & uint64(3))):
                        step = start[j + 1] - start[j]
                        if step == 0:
                            break
                        word = draw_word(state)
                        j = int64(other[start[j] + below(word, step)])
                    if label[j] != here:
                        continue
                else:
                    k = local[here]
                    j = int64(inside[k, below(word, n_in[k])])
                    if label[j] != here:
                        continue
                if fixed[j] >= 0:
                    continue
                taken = False
                for a in range(length):
                    taken = taken or chain[a, 0] == j
                if taken:
                    continue
                step = start[j + 1] - start[j]
                if step == 0:
                    continue
                word = draw_word(state)
                u = label[other[start[j] + below(word, step)]]
                if u == here or local[u] < 0:
                    continue
                change += carry(j, u, label, load, counts, data, rules)
                chain[length, 0], chain[length, 1], chain[length, 2] = j, here, u
                length += 1
                here = u
                at = j
                found = True
                break
            if not found:
                break
            if change <= 0:
                break
        if change <= limit and chain_holds(chain, length, label, start, other, walk, ends):
            total += change
            for a in range(length):
                i = chain[a, 0]
                s = local[chain[a, 1]]
                t = local[chain[a, 2]]
                p = slot[number[i]]
                n_in[s] -= 1
                last = inside[s, n_in[s]]
                inside[s, p] = last
                slot[number[last]] = p
                inside[t, n_in[t]] = i
                slot[number[i]] = n_in[t]
                n_in[t] += 1
        else:
            for a in range(length - 1, -1, -1):
                carry(chain[a, 0], chain[a, 1], label, load, counts, data, rules)
    return total


@njit(cache=True, nogil=True)
def cheapest_ways(extra: Any, start: Any, other: Any, cost: Any, before: Any, queue: Any, waits: Any) -> None:
    """Least sum of `extra` on a way of neighbours from a school's block, whose cost is 0 beforehand.

    A block with `extra` below 0 cannot be passed. `before`: the block before, on such a way; -1 for none.
    `queue`, `waits`: room, one place a block.
    """
    n = cost.size
    head, tail, waiting = int64(0), int64(0), int64(0)
    for i in range(n):
        before[i] = -1
        waits[i] = cost[i] == 0
        if waits[i]:
            queue[tail] = i
            tail += 1
            waiting += 1
    tail %= n
    while waiting > 0:
        i = queue[head]
        head = (head + 1) % n
        waiting -= 1
        waits[i] = False
        for e in range(start[i], start[i + 1]):
            j = other[e]
            if extra[j] >= 0 and cost[i] + extra[j] < cost[j]:
                cost[j] = cost[i] + extra[j]
                before[j] = i
                if not waits[j]:
                    waits[j] = True
                    queue[tail] = j
                    tail = (tail + 1) % n
                    waiting += 1
