"""How often a plan breaks a hard rule: the numbers the certificate states."""

import numpy as np

from xuezheng.allocation.classes.problem import Ints, Problem


def violations_of(problem: Problem, room: Ints) -> dict[str, int]:
    """Count, by the certificate's names, what a plan violates; all are zero for a plan of `solve`.

    `size` classes, `first_category` values (or, with given sizes, cells), `together` groups torn apart,
    `apart` pairs in one class, `fixed` pupils elsewhere.
    """
    heads = np.bincount(room, weights=problem.heads, minlength=problem.n_classes)
    bad_size = (heads < problem.sizes[:, 0]) | (heads > problem.sizes[:, 1])
    fixed = problem.fixed >= 0
    return {
        "size": int(bad_size.sum()),
        "first_category": _strict(problem, room),
        "together": sum(int(np.unique(room[group]).size > 1) for group in problem.together),
        "apart": sum(_pairs(room[group]) for group in problem.apart),
        "fixed": int((room[fixed] != problem.fixed[fixed]).sum()),
    }


def _strict(problem: Problem, room: Ints) -> int:
    if problem.strict is None:
        return 0
    low, high = problem.bounds()
    counts = np.zeros_like(low)
    np.add.at(counts, (room, problem.strict.code), 1)
    if problem.is_even:
        return int((counts.max(axis=0) - counts.min(axis=0) > 1).sum())
    return int(((counts < low) | (counts > high)).sum())


def _pairs(rooms: Ints) -> int:
    _, counts = np.unique(rooms, return_counts=True)
    return int((counts * (counts - 1) // 2).sum())
