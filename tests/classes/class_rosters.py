"""Small rosters made in the test, and a slow twin of the objective that a person can follow."""

from fractions import Fraction
from itertools import combinations

import numpy as np

from xuezheng.allocation.classes.problem import Category, Problem, Score, even_sizes


def a_problem(
    scores=(), categories=(), n_classes=2, sizes=None, together=(), apart=(), fixed=None, heads=None
) -> Problem:
    """Scores and categories are lists of plain values, one a pupil."""
    n = len((scores or categories)[0])
    heads = np.ones(n, np.int64) if heads is None else np.array(heads, np.int64)
    made = []
    for c, cells in enumerate(categories):
        values = tuple(sorted(set(cells)))
        made.append(Category(f"kind{c}", np.array([values.index(v) for v in cells], np.int64), values))
    return Problem(
        pupils=tuple(f"P{i:03d}" for i in range(n)),
        scores=tuple(Score(f"score{c}", np.array(cells, np.int64)) for c, cells in enumerate(scores)),
        categories=tuple(made),
        classes=tuple(str(k + 1) for k in range(n_classes)),
        sizes=even_sizes(int(heads.sum()), n_classes) if sizes is None else np.array(sizes, np.int64),
        heads=heads,
        together=tuple(np.array(g, np.int64) for g in together),
        apart=tuple(np.array(g, np.int64) for g in apart),
        fixed=np.full(n, -1, np.int64) if fixed is None else np.array(fixed, np.int64),
    )


def plain_columns(problem: Problem) -> list[list[Fraction]]:
    """The columns as the algorithm's page words them: numeric, centred and squared, indicators."""
    n = problem.n_pupils
    columns = [[Fraction(int(v), s.scale) for v in s.whole] for s in problem.scores]
    for column in list(columns):
        mean = sum(column) / n
        columns.append([(v - mean) ** 2 for v in column])
    for category in problem.categories:
        codes = range(len(category.values)) if len(category.values) > 2 else [1]
        columns += [[Fraction(int(c == v)) for c in category.code] for v in codes]
    return [c for c in columns if len(set(c)) > 1]


def plain_objective(problem: Problem, room) -> Fraction:
    """F, straight from its definition."""
    total = Fraction(0)
    n = problem.n_pupils
    for column in plain_columns(problem):
        mean = sum(column) / n
        variance = sum((v - mean) ** 2 for v in column) / n
        for k in range(problem.n_classes):
            members = [v for v, r in zip(column, room, strict=True) if r == k]
            if members:
                total += len(members) * (sum(members) / len(members) - mean) ** 2 / variance
    return total


def is_allowed(problem: Problem, room) -> bool:
    """Whether a plan keeps every hard rule, counted the plain way."""
    for k in range(problem.n_classes):
        heads = sum(int(h) for h, r in zip(problem.heads, room, strict=True) if r == k)
        if not problem.sizes[k, 0] <= heads <= problem.sizes[k, 1]:
            return False
    if problem.strict is not None:
        for v in range(len(problem.strict.values)):
            counts = [
                sum(1 for c, r in zip(problem.strict.code, room, strict=True) if r == k and c == v)
                for k in range(problem.n_classes)
            ]
            if max(counts) - min(counts) > 1:
                return False
    if any(len({room[i] for i in group}) > 1 for group in problem.together):
        return False
    if any(room[i] == room[j] for group in problem.apart for i, j in combinations(group, 2)):
        return False
    return all(f < 0 or f == r for f, r in zip(problem.fixed, room, strict=True))


def write_csv(path, columns: dict[str, list]) -> None:
    """Write a table a clerk could have saved."""
    lines = [",".join(columns)]
    lines += [",".join(str(v) for v in row) for row in zip(*columns.values(), strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
