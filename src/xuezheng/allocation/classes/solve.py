"""Divide a year group: a first plan that keeps the rules, then swaps that never break one.

Annealing runs in sessions: a few classes are taken out, annealed among themselves, and put back if
that was good. Scores of swaps are looked up from a table of products (see `kernels`), so one core
weighs a thousand million swaps a second. Nothing depends on the clock: a search is so many rounds, and
the certificate says how many, so anybody can run the same search again.

References
----------
.. [1] Späth, Journal of Classification 3 (1986), 201-208: anticlustering by exchange.
.. [2] Kirkpatrick, Gelatt and Vecchi, Science 220 (1983), 671-680: annealing.
"""

import time
from functools import cache

import numpy as np

from xuezheng.allocation.classes.bound import bound_parts, joint_parts, objective_parts, printed
from xuezheng.allocation.classes.columns import columns_of, standardised
from xuezheng.allocation.classes.counting import violations_of
from xuezheng.allocation.classes.exhaustive import best_plan, is_small
from xuezheng.allocation.classes.placement import quick_start
from xuezheng.allocation.classes.problem import Ints, Plan, Problem, empty_rules, even_sizes
from xuezheng.allocation.classes.searching import PAIRS_KEPT, Search, heats_of
from xuezheng.allocation.draw.seeding import seed_words

ALGORITHM = "class-swaps-v2"


def solve(
    problem: Problem,
    seed: str | bytes,
    *,
    label: str = "classes",
    rounds: int | None = None,
    seconds: float | None = None,
) -> Plan:
    """Divide the pupils into classes as evenly as the rules allow.

    Parameters
    ----------
    problem : Problem
        Already checked: see `reading.read_problem`.
    seed, label
        All randomness comes from these.
    rounds : int, optional
        How long to search; 0 anneals once, briefly, for a city in seconds.
    seconds : float, optional
        Instead of rounds: stop after the round in which so much processor time has passed. The plan is the
        same as that of `rounds=plan.rounds`, on any machine.

    Returns
    -------
    Plan
        Keeps every hard rule; `verify` counts it again.

    Raises
    ------
    BadInput
        When the demands contradict each other; names a smallest set of them that does.

    Notes
    -----
    O(n_pupils²·n_columns) once, then a fixed cost a round. Beyond 3,000 pupils products are made as they
    are needed and the cost grows with n_pupils·n_columns. Where classes to the power of pupils is at most
    60,000 every plan is looked at, and the answer is a best one.
    """
    load_kernels()
    started = 0.0 if seconds is None else time.process_time()
    state = np.array(seed_words(seed, label, 1), np.uint64)
    room = first_plan(problem, state)
    columns = columns_of(problem)
    best = best_plan(problem, columns, state) if columns and is_small(problem) else None
    if best is not None:
        room, rounds = best, 0
    elif problem.n_classes > 1 and columns:
        z = standardised(columns, problem.n_pupils)
        search = Search(problem, z, room, state, heats=heats_of(problem, columns, z))
        room, rounds = search.run(rounds, seconds, started)
    else:
        rounds = 0
    sizes = np.bincount(room, minlength=problem.n_classes)
    return Plan(
        room=room,
        objective=printed(objective_parts(columns, room, problem.n_classes)),
        bound=printed(bound_parts(columns, sizes)),
        joint_bound=printed(joint_parts(columns, sizes)),
        rounds=rounds,
        violations=violations_of(problem, room),
    )


def first_plan(problem: Problem, state: np.ndarray) -> Ints:
    """Some plan that keeps every hard rule."""
    room = quick_start(problem, state)
    if room is None:
        from xuezheng.allocation.classes.conflicts import exact_start

        room = exact_start(problem, state)
    return room


@cache
def load_kernels() -> None:
    """Compile the kernels, or load them from the cache, before any clock is started."""
    z = np.array([[1.0, -1.0, 1.0, -1.0]])
    tiny = Problem(
        pupils=("a", "b", "c", "d"),
        scores=(),
        categories=(),
        classes=("1", "2"),
        sizes=even_sizes(4, 2),
        together=(np.array([0, 1]),),
        **empty_rules(4),
    )
    state = np.array([1], np.uint64)
    for kept in (PAIRS_KEPT, 0):
        search = Search(tiny, z, first_plan(tiny, state), state, kept=kept)
        search.run(1, None, 0.0)
