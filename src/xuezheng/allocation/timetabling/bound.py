"""How little strain there must be, proven: docs/algorithms/timetabling.md §5.

Three sums that no plan is below, for kinds of penalty that do not overlap: what groups of exams with common
candidates must cost (`cliques`); what periods and lateness must cost, and what rooms must cost, when seats
are scarce. The last two stand on prices of a seat: any prices give a bound, the best are found by a linear
programme and rounded to millionths, so that anyone can add the bound up again.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from xuezheng.allocation.timetabling.cliques import cliques_of, floors
from xuezheng.allocation.timetabling.instance import (
    Instance,
    exam_costs,
    exam_periods,
    exam_rooms,
)
from xuezheng.allocation.timetabling.problem import Bound, Flags, Ints

MILLION = 1_000_000
#: A cost beyond every cost: where an exam may not be.
NEVER = 1 << 40


def bound_of(instance: Instance) -> Bound:
    """Prove how little a plan must cost."""
    problem = instance.problem
    seats = np.array([room.seats for room in problem.rooms], np.int64)
    n_periods = len(problem.periods)
    by_period = _forbidden(exam_costs(problem), exam_periods(problem))
    fees = np.array([room.penalty for room in problem.rooms], np.int64)
    may = exam_rooms(problem)[instance.piece_exam] & (instance.size[:, None] <= seats[None, :])
    by_room = _forbidden(np.tile(fees, (instance.size.size, 1)), may)
    exam_size = np.array([exam.n_candidates for exam in problem.exams], np.int64)
    periods, period_prices = _priced(by_period, exam_size, np.full(n_periods, int(seats.sum())))
    rooms, room_prices = _priced(by_room, instance.size, seats * n_periods)
    pairs, cliques = cliques_of(instance)
    most = max((len(exams) for _, exams in cliques), default=1)
    floor = tuple(floors(instance.pair, most))
    return Bound(pairs, periods, rooms, tuple(cliques), floor, period_prices, room_prices)


def _forbidden(costs: Ints, may: Flags) -> Ints:
    return np.where(may, costs, NEVER).astype(np.int64)


def _priced(costs: Ints, size: Ints, seats: Ints) -> tuple[int, tuple[int, ...]]:
    """The bound by the best prices of a seat, and the prices; columns that are alike share one."""
    alike, kind = np.unique(costs, axis=1, return_inverse=True)
    together = np.bincount(kind, weights=seats).astype(np.int64)
    prices = _prices(alike, size, together)[kind]
    least = (costs * MILLION + size[:, None] * prices[None, :]).min(axis=1, initial=NEVER * MILLION)
    total = sum(map(int, least)) - sum(s * p for s, p in zip(seats.tolist(), prices.tolist(), strict=True))
    free = int(costs.min(axis=1, initial=NEVER).sum())
    if free * MILLION >= total:
        return free, (0,) * costs.shape[1]
    return -(-total // MILLION), tuple(prices.tolist())


def _prices(costs: Ints, size: Ints, seats: Ints) -> NDArray[np.int64]:
    """Prices of a seat of each column, millionths, from the linear programme."""
    row, column = np.nonzero(costs < NEVER)
    n = np.arange(row.size)
    whole = csr_array((np.ones(row.size), (row, n)), shape=(costs.shape[0], row.size))
    taken = csr_array((size[row].astype(float), (column, n)), shape=(costs.shape[1], row.size))
    done = linprog(
        costs[row, column].astype(float),
        A_ub=taken,
        b_ub=seats.astype(float),
        A_eq=whole,
        b_eq=np.ones(costs.shape[0]),
        method="highs",
    )
    if done.status != 0:
        return np.zeros(seats.size, np.int64)
    prices: NDArray[np.int64] = np.maximum(np.rint(-done.ineqlin.marginals * MILLION), 0).astype(np.int64)
    return prices
