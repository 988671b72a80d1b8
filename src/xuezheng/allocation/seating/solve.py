"""Deal the candidates of each group to its rooms in proportion, then keep schools apart in each room."""

from math import lcm

import numpy as np

from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.draw.seeding import Seed, seed_words
from xuezheng.allocation.seating.bound import bound_of, room_bound
from xuezheng.allocation.seating.kernels import seat_rooms
from xuezheng.allocation.seating.problem import Ints, Layout, Plan, Problem

ALGORITHM = "seating-v1"
STEPS = 2_000
NEIGHBOURS = 8


def solve(problem: Problem, seed: Seed, *, steps: int = STEPS) -> Plan:
    """Give every candidate a seat, with as few neighbours of one school as can be found.

    Candidates of a group stand in order of school and ticket and are dealt to its rooms in turn, so that
    each room has its share of every school. In a room only the pattern of schools is searched for; its
    candidates of a school take that school's seats in order of ticket.

    Notes
    -----
    A room costs at most `steps` × seats. Whole numbers; chance from the seed only.
    """
    order = ticket_order(problem, seed)
    room = deal(problem, order)
    return seat(problem, order, room, seed, steps)


def ticket_order(problem: Problem, seed: Seed) -> Ints:
    """Rank of each candidate by ticket under `seating-v1|candidates`."""
    mac = mac_keyed(seed.hash, seed.value)
    tickets = [mac(f"{ALGORITHM}|candidates\n{code}".encode()) for code in problem.candidates]
    rank = np.empty(len(tickets), dtype=np.int64)
    rank[sorted(range(len(tickets)), key=tickets.__getitem__)] = np.arange(len(tickets))
    return rank


def deal(problem: Problem, rank: Ints) -> Ints:
    """Room of each candidate: the groups in order, each dealt to its rooms in turn."""
    line = np.lexsort((rank, problem.school, problem.part))
    taken = problem.taken
    whole = lcm(*set(taken.tolist())) if len(taken) else 1
    seats = np.repeat(np.arange(len(taken)), taken)
    turn = np.arange(len(seats)) - np.repeat(np.cumsum(taken) - taken, taken)
    when = (2 * turn + 1) * (whole // taken[seats])
    room = np.empty(len(line), dtype=np.int64)
    room[line] = seats[np.lexsort((seats, when, problem.part_of[seats]))]
    return room


def seat(problem: Problem, rank: Ints, room: Ints, seed: Seed, steps: int) -> Plan:
    """Search each room's pattern of schools and put the candidates into it."""
    line = np.lexsort((rank, problem.school, room))
    start = np.cumsum(problem.taken) - problem.taken
    who = problem.school[line].copy()
    kinds = sorted({r.layout for r in problem.rooms}, key=lambda layout: layout.heights)
    near = near_of(kinds, problem.diagonals)
    kind_of = {kind: n for n, kind in enumerate(kinds)}
    layout = np.array([kind_of[r.layout] for r in problem.rooms], dtype=np.int64)
    begins = np.flatnonzero(np.diff(room[line] * (len(problem.schools) + 1) + who, prepend=-1))
    target = room_bound(problem, room[line][begins], np.diff(begins, append=len(line)))
    words = np.array(seed_words(seed.value, f"{ALGORITHM}|rooms", len(problem.rooms)), dtype=np.uint64)
    objective = int(seat_rooms(who, start, problem.taken, layout, near, target, steps, words))
    rooms = np.repeat(np.arange(len(problem.rooms)), problem.taken)
    number = np.arange(len(rooms)) - start[rooms]
    seat_of = np.empty(len(line), dtype=np.int64)
    seat_of[line] = number[np.lexsort((number, who, rooms))]
    return Plan(room, seat_of, objective, bound_of(problem))


def near_of(kinds: list[Layout], diagonals: bool) -> Ints:
    """Neighbours of each seat of each layout, ended by -1."""
    most = max((sum(kind.heights) for kind in kinds), default=1)
    near = np.full((len(kinds), most, NEIGHBOURS + 1), -1, dtype=np.int64)
    for n, kind in enumerate(kinds):
        for a, (column, row) in enumerate(kind.places):
            found = [
                b
                for b, (c, r) in enumerate(kind.places)
                if a != b
                and (max(abs(c - column), abs(r - row)) if diagonals else abs(c - column) + abs(r - row)) == 1
            ]
            near[n, a, : len(found)] = found
    return near
