"""How unequal the teams are, and what no teams can beat: exact."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from xuezheng.allocation.teacher_teams.problem import Column, Ints, Problem


def columns_of(problem: Problem) -> list[Column]:
    """The columns of the objective: each number, its square about the mean, one for each value of a kind.

    A value of two is counted once. Columns that are equal in every place are left out.
    """
    loads = [post.load for post in problem.posts]
    plain = []
    for c, name in enumerate(problem.numeric):
        values = [post.numbers[c] for post in problem.posts]
        scale = lcm(*(value.denominator for value in values))
        plain.append(_column(name, [int(value * scale) for value in values], loads, True))
    n = problem.n_places
    found = plain + [
        _column(f"{column.name}²", [(n * y - column.total) ** 2 for y in column.y], loads, False)
        for column in plain
    ]
    for c, name in enumerate(problem.category):
        cells = [post.words[c] for post in problem.posts]
        values_of = sorted(set(cells))
        for value in values_of[1:] if len(values_of) == 2 else values_of:
            found.append(_column(f"{name}={value}", [int(cell == value) for cell in cells], loads, True))
    return [column for column in found if column.spread]


def _column(name: str, y: Sequence[int], loads: Sequence[int], is_whole: bool) -> Column:
    n = sum(loads)
    total = sum(value * load for value, load in zip(y, loads, strict=True))
    squares = sum(value * value * load for value, load in zip(y, loads, strict=True))
    return Column(name, tuple(y), total, n * squares - total * total, is_whole)


def objective_of(columns: Sequence[Column], post_of: Ints) -> Fraction:
    """F = Σ over teams of members · |team mean - overall mean|², in standard deviations."""
    n_subjects, n_teams = post_of.shape
    members = post_of.T.tolist()
    total = Fraction(0)
    for column in columns:
        top = sum((n_teams * sum(column.y[p] for p in team) - column.total) ** 2 for team in members)
        # N·t - n·T = n·(K·t - T) with n members in each of K teams, divided by n and by the spread.
        total += Fraction(top * n_subjects, column.spread)
    return total


def bound_of(columns: Sequence[Column], n_teams: int, n_subjects: int) -> Fraction:
    """What integrality alone forbids: a column's totals move in steps and cannot be shared evenly."""
    found = Fraction(0)
    for column in columns:
        if not column.is_whole:
            continue
        least = min(column.y)
        step = reduce(gcd, (y - least for y in column.y))
        over = (column.total - least * n_teams * n_subjects) // step % n_teams
        # `over` teams hold one step more than the others: Σ (K·t - T)² is step²·K·over·(K - over).
        found += Fraction(step**2 * n_teams * over * (n_teams - over) * n_subjects, column.spread)
    return found
