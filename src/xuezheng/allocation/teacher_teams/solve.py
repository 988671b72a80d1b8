"""Swap teachers of one subject between teams while that helps; every arrangement where they are few."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.draw.seeding import numbers_below, stream
from xuezheng.allocation.teacher_teams.measuring import bound_of, columns_of, objective_of
from xuezheng.allocation.teacher_teams.problem import Column, Ints, Plan, Problem

Flags = NDArray[np.bool_]
ALGORITHM = "teacher-teams-v1"
ROUNDS = 3_000
#: So few arrangements are all looked at, and a best one is proven.
EVERY = 5_000
#: Columns are rounded to this many parts of a standard deviation for the search only.
PARTS = 1 << 16


def solve(problem: Problem, seed: bytes, *, label: str, rounds: int | None = None) -> Plan:
    """Make one team for each class, as alike as can be found.

    Head teachers stand still, one a team: teams have no names yet, so nothing is lost. All other places
    of a subject are exchanged where that lowers the objective; then some exchanges are made at random,
    and so on for so many rounds. The best arrangement met is the answer.

    Notes
    -----
    A round costs subjects × teams² × columns. Deterministic: whole numbers, and chance from the seed only.
    """
    columns = columns_of(problem)
    bound = bound_of(columns, problem.n_teams, len(problem.subjects))
    arrangements = _every(problem)
    if arrangements is not None:
        best = min(arrangements, key=lambda post_of: objective_of(columns, post_of))
        objective = objective_of(columns, best)
        return Plan(best, objective, objective, "enumeration", 0)
    words = stream(seed, f"{label}|search")
    start = _first(problem, words)
    n_rounds = ROUNDS if rounds is None else rounds
    best, done = _search(problem, columns, start, words, n_rounds)
    return Plan(best, objective_of(columns, best), bound, "columns", done)


def _pinned(problem: Problem) -> Ints:
    """Where the head teachers stand: (n_subjects, n_teams), the post or -1."""
    at = {subject: s for s, subject in enumerate(problem.subjects)}
    pinned = np.full((len(problem.subjects), problem.n_teams), -1, np.int64)
    for team, post in enumerate(problem.heads):
        pinned[at[problem.posts[post].subject], team] = post
    return pinned


def _rest(problem: Problem, pinned: Ints) -> list[list[int]]:
    """For each subject its posts, once for each place that is left to fill."""
    found: list[list[int]] = [[] for _ in problem.subjects]
    for p, post in enumerate(problem.posts):
        s = problem.subjects.index(post.subject)
        found[s] += [p] * (post.load - int((pinned[s] == p).sum()))
    return found


def _every(problem: Problem) -> list[Ints] | None:
    """All arrangements that differ in more than the teams' order, or None where they are too many."""
    pinned = _pinned(problem)
    rest = _rest(problem, pinned)
    ways: list[list[tuple[int, ...]]] = []
    n = 1
    for s, posts in enumerate(rest):
        # Without head teachers the first subject may stand still: it only numbers the teams.
        still = not problem.heads and s == 0
        limit = 1 if still else EVERY // n
        distinct = dict.fromkeys(_first_few(permutations(posts), 1 if still else 50_000))
        if len(distinct) > limit or (not still and len(posts) > 8):
            return None
        ways.append(list(distinct))
        n *= len(distinct)
    return [_filled(pinned, chosen) for chosen in product(*ways)]


def _first_few(orders: Iterator[tuple[int, ...]], most: int) -> Iterator[tuple[int, ...]]:
    return (order for order, _ in zip(orders, range(most), strict=False))


def _filled(pinned: Ints, chosen: tuple[tuple[int, ...], ...]) -> Ints:
    post_of = pinned.copy()
    for s, posts in enumerate(chosen):
        post_of[s, pinned[s] < 0] = posts
    return post_of


def _first(problem: Problem, words: Iterator[int]) -> Ints:
    """Everybody who does not stand still, by lot."""
    pinned = _pinned(problem)
    chosen = []
    for posts in _rest(problem, pinned):
        order = list(posts)
        for i in range(len(order) - 1, 0, -1):
            j = next(numbers_below(words, i + 1))
            order[i], order[j] = order[j], order[i]
        chosen.append(tuple(order))
    return _filled(pinned, tuple(chosen))


def _search(
    problem: Problem, columns: list[Column], start: Ints, words: Iterator[int], rounds: int
) -> tuple[Ints, int]:
    z = _scaled(problem, columns)
    still = _pinned(problem) >= 0
    best, best_value = _descended(z, start, still)
    for _ in range(rounds):
        tried, value = _descended(z, _shaken(best, still, words), still)
        if value <= best_value:
            best, best_value = tried, value
    return best, rounds


def _scaled(problem: Problem, columns: list[Column]) -> Ints:
    """Deviations from the mean in parts of a standard deviation, (n_columns, n_posts)."""
    n = problem.n_places
    rows = []
    for column in columns:
        deviation = np.sqrt(float(column.spread))
        rows.append([round(float(n * y - column.total) / deviation * PARTS) for y in column.y])
    return np.array(rows, np.int64).reshape(len(columns), len(problem.posts))


def _descended(z: Ints, post_of: Ints, still: Flags) -> tuple[Ints, int]:
    """Make the best exchange as long as there is one."""
    post_of = post_of.copy()
    sums = z[:, post_of].sum(axis=1)
    while True:
        gains = [_gains(z[:, row], sums, still[s]) for s, row in enumerate(post_of)]
        at = [int(gain.argmin()) for gain in gains]
        s = min(range(len(gains)), key=lambda s: int(gains[s].flat[at[s]]))
        if gains[s].flat[at[s]] >= 0:
            return post_of, int((sums * sums).sum())
        a, b = divmod(at[s], post_of.shape[1])
        move = z[:, post_of[s, b]] - z[:, post_of[s, a]]
        sums[:, a] += move
        sums[:, b] -= move
        post_of[s, a], post_of[s, b] = post_of[s, b], post_of[s, a]


def _gains(members: Ints, sums: Ints, still: Flags) -> Ints:
    """Half the change of the objective for each exchange between two teams in one subject."""
    cross = members.T @ sums
    own = np.diag(cross)
    square = members.T @ members
    norm = np.diag(square)
    gains: Ints = cross.T + cross - own[:, None] - own[None, :]
    gains = gains + norm[:, None] + norm[None, :] - 2 * square
    gains[still] = 0
    gains[:, still] = 0
    return gains


def _shaken(post_of: Ints, still: Flags, words: Iterator[int]) -> Ints:
    """A few exchanges by lot."""
    post_of = post_of.copy()
    n_subjects, n_teams = post_of.shape
    for _ in range(3 + next(numbers_below(words, 4))):
        s = next(numbers_below(words, n_subjects))
        a, b = next(numbers_below(words, n_teams)), next(numbers_below(words, n_teams))
        if not still[s, a] and not still[s, b]:
            post_of[s, a], post_of[s, b] = post_of[s, b], post_of[s, a]
    return post_of


def gap_of(plan: Plan) -> Fraction:
    """How far the plan is at most from the best one."""
    return plan.objective - plan.bound
