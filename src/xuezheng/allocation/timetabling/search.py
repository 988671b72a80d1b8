"""Construct a timetable block by block, driving out what stands in the way; then anneal it.

Nothing depends on the clock: a search is so many steps, of neighbours looked at. Annealing exchanges Kempe chains between two
periods (a single exam is the shortest), chains begun by two exams, and rooms; the plan is whole and keeps
every rule after every step.

References
----------
.. [1] Kirkpatrick, Gelatt and Vecchi, Science 220 (1983), 671-680: annealing.
.. [2] Thompson and Dowsland, Annals of Operations Research 63 (1996), 105-128: Kempe chains for examinations.
.. [3] Müller, Annals of Operations Research 172 (2009), 429-446: who is often driven out becomes dear.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import numpy as np

from xuezheng.allocation.draw.seeding import seed_words
from xuezheng.allocation.timetabling.annealing import anneal
from xuezheng.allocation.timetabling.constructing import construct
from xuezheng.allocation.timetabling.instance import Instance
from xuezheng.allocation.timetabling.kernels import State, Tables
from xuezheng.allocation.timetabling.problem import Ints

ROUNDS = 200
#: Blocks looked at before construction is given up, per block and at least.
TRIES, TRIES_AT_LEAST = 400, 100_000
#: Temperatures at the start and the end, in typical costs of moving one block.
HOT, COLD = 0.3, 0.0015
#: Of 256 proposals, how many change rooms (where rooms have a price), how many begin with two blocks.
ROOM_SHARE, PAIR_SHARE = 48, 60
#: A chain of more blocks is given up.
LONGEST = 80


@dataclass(frozen=True)
class Found:
    """Period of each block and room of each piece; blocks left without a period."""

    period: Ints
    room: Ints
    left: Ints


def search(
    instance: Instance,
    seed: bytes,
    work: int,
    *,
    longest: int = LONGEST,
    tick: Callable[[float], None] | None = None,
) -> Found:
    """Find a timetable and improve it by `work` steps.

    Parameters
    ----------
    longest : int
        A chain of more blocks is given up; with 1, only single blocks move.

    Returns
    -------
    Found
        With `left` not empty when no whole timetable was found.
    """
    tables = tables_of(instance)
    state = empty_state(instance)
    chance = np.array(seed_words(seed, "timetabling|search", 1), np.uint64)
    left = begin(instance, tables, state, chance)
    if not left.size and work:
        _anneal(instance, (tables, state, chance), work, longest, tick)
    return Found(state.period.copy(), state.room.copy(), left)


def begin(instance: Instance, tables: Tables, state: State, chance: np.ndarray) -> Ints:
    """Give every block a period and its pieces rooms; the blocks for which none was found."""
    n = instance.n_blocks
    waiting = np.empty(2 * n + 2, np.int64)
    waiting[:n] = np.arange(n)
    anger = np.zeros(n, np.int64)
    steps = max(TRIES * n, TRIES_AT_LEAST)
    n_left = int(construct(tables, state, waiting, n, anger, steps, chance))
    return waiting[:n_left].copy()


def _anneal(
    instance: Instance,
    begun: tuple[Tables, State, np.ndarray],
    work: int,
    longest: int,
    tick: Callable[[float], None] | None,
) -> None:
    tables, state, chance = begun
    typical = _typical(instance, state)
    has_prices = tables.mixed > 0 or int(tables.fee.max(initial=0)) > 0
    rooms = ROOM_SHARE if len(tables.seats) > 1 and has_prices else 0
    shares = np.array([rooms, PAIR_SHARE, longest], np.int64)
    done = 0
    for number in range(ROUNDS):
        share = number / (ROUNDS - 1)
        heat = int(256 * typical * HOT * (COLD / HOT) ** share) if number < ROUNDS - 1 else 0
        until = work * (number + 1) // ROUNDS
        done += int(anneal(tables, state, shares, heat, until - done, minus_logs(), chance))
        if tick:
            tick((number + 1) / ROUNDS)


def _typical(instance: Instance, state: State) -> float:
    """Mean change of cost when a block goes to another period, whatever stands there."""
    costs = state.near + instance.line
    own = costs[np.arange(instance.n_blocks), state.period]
    return max(float(np.abs(costs - own[:, None]).mean()), 1.0)


@cache
def minus_logs() -> Ints:
    """-ln((2i + 1) / 8192) in steps of 2⁻¹⁶: random thresholds, rounded the same everywhere."""
    return np.array([int(-(Decimal(2 * i + 1) / 8192).ln() * 65536) for i in range(4096)], np.int64)


def tables_of(instance: Instance) -> Tables:
    """What the kernels read."""
    start, other, shared = _rows(
        instance.n_blocks,
        [(a, b, n) for (x, y), n in instance.shared.items() for a, b in ((x, y), (y, x))],
    )
    order_start, order_other, order_sign = _rows(
        instance.n_blocks,
        [row for later, earlier in instance.orders for row in ((later, earlier, 1), (earlier, later, -1))],
    )
    problem = instance.problem
    minutes = [problem.exams[e].minutes for e in instance.piece_exam.tolist()]
    return Tables(
        pair=instance.pair,
        line=instance.line,
        may=instance.may,
        start=start,
        other=other,
        shared=shared,
        order_start=order_start,
        order_other=order_other,
        order_sign=order_sign,
        first=instance.first,
        block=instance.block[instance.piece_exam],
        size=instance.size,
        hard=instance.size - (instance.fits.sum(axis=1).astype(np.int64) << 24),
        kind=np.unique(np.array(minutes, np.int64), return_inverse=True)[1].astype(np.int64),
        alone=instance.alone,
        fits=instance.fits,
        seats=np.array([room.seats for room in problem.rooms], np.int64),
        fee=np.array([room.penalty for room in problem.rooms], np.int64),
        mixed=problem.weights.mixed,
    )


def _rows(n: int, rows: list[tuple[int, int, int]]) -> tuple[Ints, Ints, Ints]:
    table = np.array(sorted(rows), np.int64).reshape(-1, 3)
    start = np.searchsorted(table[:, 0], np.arange(n + 1)).astype(np.int64)
    return start, np.ascontiguousarray(table[:, 1]), np.ascontiguousarray(table[:, 2])


def empty_state(instance: Instance) -> State:
    """Nothing held anywhere."""
    problem = instance.problem
    n_periods, n_rooms, n_pieces = len(problem.periods), len(problem.rooms), instance.size.size
    n_kinds = len({exam.minutes for exam in problem.exams})
    seats = np.array([room.seats for room in problem.rooms], np.int64)
    whole, grid = (instance.n_blocks, n_periods), (n_periods, n_rooms)
    return State(
        period=np.full(instance.n_blocks, -1, np.int64),
        room=np.full(n_pieces, -1, np.int64),
        near=np.zeros(whole, np.int64),
        clash=np.zeros(whole, np.int32),
        free=np.tile(seats, (n_periods, 1)),
        held=np.zeros(grid, np.int64),
        lone=np.zeros(grid, np.int64),
        kinds=np.zeros((*grid, n_kinds), np.int32),
        n_kinds=np.zeros(grid, np.int64),
        at=np.zeros((n_periods, n_pieces), np.int64),
        n_at=np.zeros(n_periods, np.int64),
        place=np.zeros(n_pieces, np.int64),
    )
