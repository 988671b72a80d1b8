"""Deal the candidates of each group to its rooms in proportion, then keep equals apart in each room."""

from collections.abc import Iterator

import numpy as np

from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.draw.seeding import Seed, seed_words
from xuezheng.allocation.seating.bound import best_spread, bounds_of, room_bounds
from xuezheng.allocation.seating.dealing import deal
from xuezheng.allocation.seating.kernels import FIRST, seat_rooms
from xuezheng.allocation.seating.measuring import pairs_of
from xuezheng.allocation.seating.problem import Ints, Layout, Plan, Problem

ALGORITHM = "seating-v2"
STEPS = 2_000
SWEEPS = 24
#: A group with fewer rooms of a kind than this has its rooms seated for nothing before (§4).
REHEARSALS = 16
#: So often a room that still has too many pairs begins with its largest school spread at best.
LAID = 12
NEIGHBOURS = 8
#: Weight of a pair side by side, of being alike in one more column, of a pair aslant as a second goal.
BESIDE, MORE, ASLANT = 1 << FIRST, 1 << 12, 1


def solve(problem: Problem, seed: Seed, *, steps: int = STEPS, sweeps: int = SWEEPS) -> Plan:
    """Give every candidate a seat, with as few equals side by side as can be found.

    Each room gets its share of every school. In a room only the pattern of schools is searched for; its
    candidates of a school (and of all else kept apart) take that school's seats in order of ticket.

    Notes
    -----
    A room costs at most `steps` × seats. Whole numbers; chance from the seed only.
    """
    rank = ticket_order(problem, seed)
    room = deal(problem, rank, turns_of(problem, seed))
    return seat(problem, rank, room, seed, steps, sweeps)


def ticket_order(problem: Problem, seed: Seed) -> Ints:
    """Rank of each candidate by ticket under `seating-v2|candidates`."""
    mac = mac_keyed(seed.hash, seed.value)
    tickets = [mac(f"{ALGORITHM}|candidates\n{code}".encode()) for code in problem.candidates]
    rank = np.empty(len(tickets), dtype=np.int64)
    rank[sorted(range(len(tickets)), key=tickets.__getitem__)] = np.arange(len(tickets))
    return rank


def turns_of(problem: Problem, seed: Seed) -> Ints:
    """The order in which rooms call: by ticket of their codes under `seating-v2|turns`."""
    mac = mac_keyed(seed.hash, seed.value)
    tickets = [mac(f"{ALGORITHM}|turns\n{room.code}".encode()) for room in problem.rooms]
    turn = np.empty(len(tickets), dtype=np.int64)
    turn[sorted(range(len(tickets)), key=tickets.__getitem__)] = np.arange(len(tickets))
    return turn


def seat(problem: Problem, rank: Ints, room: Ints, seed: Seed, steps: int, sweeps: int = SWEEPS) -> Plan:
    """Search each room's pattern of kinds, mix it, and put the candidates into it."""
    values, kind = problem.kinds
    taken, n_rooms = problem.taken, len(problem.rooms)
    line = np.lexsort((rank, room * len(values) + kind))
    start = np.cumsum(taken) - taken
    who = kind[line].copy()
    shapes = sorted({r.layout for r in problem.rooms}, key=lambda layout: repr(layout.statement))
    near, aslant, colour = near_of(shapes, problem.diagonals)
    shape_of = {shape: n for n, shape in enumerate(shapes)}
    layout = np.array([shape_of[r.layout] for r in problem.rooms], dtype=np.int64)
    first_line, sat, rehearsals = _like_rooms(problem, room[line], who, layout, near.shape[1], sweeps)
    words = np.array(seed_words(seed.value, f"{ALGORITHM}|rooms", n_rooms), dtype=np.uint64)
    target, pairs = _targets(problem, room), np.zeros(n_rooms, dtype=np.int64)
    how = (layout, near, aslant, colour, values, weights_of(problem.diagonals, len(problem.apart)))
    seat_rooms(
        who, start, taken, *how, target, steps, sweeps, rehearsals, first_line, sat, words, False, pairs
    )
    for r in np.flatnonzero(pairs > target >> FIRST).tolist():
        here = slice(int(start[r]), int(start[r] + taken[r]))
        one = (slice(r, r + 1), np.zeros(1, dtype=np.int64))
        for laid in starts_of(problem, r, values[who[here], 0], int(words[r])):
            some, left = who[here][laid], np.zeros(1, dtype=np.int64)
            seat_rooms(
                some, one[1], taken[one[0]], how[0][one[0]], *how[1:], target[one[0]], steps, sweeps, one[1],
                first_line[here][laid], sat, words[one[0]], True, left,
            )  # fmt: skip
            if left[0] < pairs[r]:
                who[here], pairs[r] = some, left[0]
                break
    rooms = np.repeat(np.arange(n_rooms), taken)
    number = np.arange(len(rooms)) - start[rooms]
    seat_of = np.empty(len(line), dtype=np.int64)
    seat_of[line] = number[np.lexsort((number, rooms * len(values) + who))]
    hard = problem.diagonals == "hard"
    return Plan(
        room, seat_of, _counted(problem, room, seat_of) if pairs.any() else 0, bounds_of(problem, hard).pairs
    )


def _counted(problem: Problem, room: Ints, seat_of: Ints) -> int:
    found = pairs_of(problem, room, seat_of)
    return found.beside + (found.aslant if problem.diagonals == "hard" else 0)


def starts_of(problem: Problem, room: int, school: Ints, word: int) -> Iterator[Ints]:
    """Ways to begin with a hard room: its largest school at one of its best spreads, the others anywhere.

    Each is, for every seat, which of those who sit there now is to sit on it.
    """
    chance = np.random.Generator(np.random.PCG64(word))
    layout, n = problem.rooms[room].layout, len(school)
    largest = np.flatnonzero(school == np.bincount(school).argmax())
    others = np.setdiff1d(np.arange(n), largest)
    for _ in range(LAID):
        seats = best_spread(layout, n, len(largest), problem.diagonals == "hard", chance)
        laid = np.empty(n, dtype=np.int64)
        laid[seats] = chance.permutation(largest)
        laid[np.setdiff1d(np.arange(n), seats)] = chance.permutation(others)
        yield laid


def weights_of(diagonals: str, n_columns: int) -> Ints:
    """What a pair costs beside and aslant, for being alike and for each further column.

    First for pairs alone, the first goal; then with all lesser ones.
    """
    more = MORE if n_columns > 1 else 0
    pairs = [(BESIDE, 0), (BESIDE, 0) if diagonals == "hard" else (0, 0)]
    aslant = {"off": (0, 0), "soft": (ASLANT, 0), "hard": (BESIDE, more)}[diagonals]
    return np.array([pairs, [(BESIDE, more), aslant]], dtype=np.int64)


def _targets(problem: Problem, room: Ints) -> Ints:
    """The least cost each room can have, as far as is known; the search of a room ends there."""
    by_column = room_bounds(problem, room, problem.diagonals == "hard")
    pairs = by_column.max(axis=1)
    target = BESIDE * pairs + MORE * (by_column.sum(axis=1) - pairs)
    if problem.diagonals == "soft":
        around = room_bounds(problem, room, diagonals=True).max(axis=1)
        target += ASLANT * np.maximum(around - pairs, 0)
    return np.asarray(target, dtype=np.int64)


def _like_rooms(
    problem: Problem, room: Ints, who: Ints, layout: Ints, widest: int, sweeps: int
) -> tuple[Ints, Ints, Ints]:
    """Rooms of one group, layout and number seated are alike: their schools share a line of counts."""
    part = np.zeros(len(problem.rooms), dtype=np.int64)
    for slot in reversed(problem.slots):
        part[slot.room] = slot.part
    code = (part * (int(layout.max(initial=0)) + 1) + layout) * (widest + 1) + problem.taken
    _, first, like, size = np.unique(code, return_index=True, return_inverse=True, return_counts=True)
    like = like.reshape(-1)
    rehearsals = np.zeros(len(problem.rooms), dtype=np.int64)
    if sweeps:
        rehearsals[first] = np.maximum(REHEARSALS - size, 0)
    school = problem.kinds[0][who, 0]
    wide = int(school.max(initial=0)) + 1
    found, lines = np.unique(like[room] * wide + school, return_inverse=True)
    return lines.reshape(-1), np.zeros((len(found), widest), dtype=np.int64), rehearsals


def near_of(shapes: list[Layout], diagonals: str) -> tuple[Ints, Ints, Ints]:
    """Neighbours of each seat of each layout, ended by -1, whether each stands aslant, and colours of a chessboard."""
    most = max((len(shape.places) for shape in shapes), default=1)
    near = np.full((len(shapes), most, NEIGHBOURS + 1), -1, dtype=np.int64)
    aslant, colour = np.zeros(near.shape, dtype=np.int64), np.zeros(near.shape[:2], dtype=np.int64)
    for n, shape in enumerate(shapes):
        for a, (column, row) in enumerate(shape.places):
            colour[n, a] = (column + row) % 2
            away = [(abs(c - column), abs(r - row)) for c, r in shape.places]
            found = [b for b, (x, y) in enumerate(away) if x + y == 1]
            if diagonals != "off":
                found += [b for b, (x, y) in enumerate(away) if x == y == 1]
            near[n, a, : len(found)] = found
            aslant[n, a, : len(found)] = [int(sum(away[b]) == 2) for b in found]
    return near, aslant, colour
