"""The best of several plans, put together: where two plans differ, each piece is taken from one or the other.

Two plans that were searched apart agree nearly everywhere. The blocks on which they differ fall into pieces
that do not touch; which piece comes from which plan is a small task of whole numbers: seats are kept, and
walks are shortest. Choices that would part a zone are forbidden, and the task is done again.

References
----------
.. [1] Tinós, Whitley and Ochoa, Evolutionary Computation 28 (2020), 255-288: partition crossover.
"""

import numpy as np

from xuezheng.allocation.zones.instance import Instance, islands
from xuezheng.allocation.zones.problem import Ints, Small

#: Times a choice that parts a zone is forbidden, at most, and how long the solver thinks each time (its own clock).
TIMES, THINKING = 20, 1.0


def crossed(instance: Instance, plans: list[Small]) -> Small:
    """A plan no worse than the first, which must keep the rules: pieces of the others where that is better."""
    best = plans[0]
    for other in plans[1:]:
        found = _of_two(instance, best, other)
        if found is not None and instance.objective(found) < instance.objective(best):
            best = found
    return best


def parted_zones(instance: Instance, zone: Small) -> list[int]:
    """Zones that are not in one piece."""
    one = np.repeat(np.arange(instance.n_blocks), np.diff(instance.start))
    same = zone[one] == zone[instance.other]
    kept = np.zeros(instance.n_blocks + 1, np.int64)
    np.add.at(kept, one[same] + 1, 1)
    pieces = np.unique(np.column_stack([islands(np.cumsum(kept), instance.other[same]), zone]), axis=0)
    return np.flatnonzero(np.bincount(pieces[:, 1], minlength=instance.n_zones) > 1).tolist()


def _of_two(instance: Instance, one: Small, two: Small) -> Small | None:
    """The shortest walk of all choices between two plans; None where they agree, or no choice was found."""
    blocks = np.flatnonzero(one != two)
    if blocks.size == 0 or (instance.price[blocks, two[blocks]] < 0).any():
        return None
    piece = _pieces(instance, one != two)[blocks]
    n = int(piece.max()) + 1
    cost = np.zeros(n, np.int64)
    np.add.at(
        cost,
        piece,
        (instance.price[blocks, two[blocks]] - instance.price[blocks, one[blocks]]) * instance.pupils[blocks],
    )
    more = np.zeros((n, instance.n_zones), np.int64)
    np.add.at(more, (piece, two[blocks]), instance.pupils[blocks])
    np.add.at(more, (piece, one[blocks]), -instance.pupils[blocks])
    concerned = np.zeros((n, instance.n_zones), bool)
    concerned[piece, one[blocks]] = concerned[piece, two[blocks]] = True
    forbidden: list[list[tuple[int, bool]]] = []
    for _ in range(TIMES):
        taken = _choice(cost, more, instance.capacity - instance.loads(one), forbidden)
        if taken is None:
            return None
        mixed = one.copy()
        mixed[blocks] = np.where(taken[piece], two[blocks], one[blocks])
        parted = parted_zones(instance, mixed)
        if not parted:
            return mixed
        forbidden += [[(p, bool(taken[p])) for p in np.flatnonzero(concerned[:, z]).tolist()] for z in parted]
    return None


def _pieces(instance: Instance, differs: np.ndarray) -> Ints:
    """The number of the piece each block that differs is in, from 0; (n_blocks,)."""
    one = np.repeat(np.arange(instance.n_blocks), np.diff(instance.start))
    joined = differs[one] & differs[instance.other]
    kept = np.zeros(instance.n_blocks + 1, np.int64)
    np.add.at(kept, one[joined] + 1, 1)
    island = islands(np.cumsum(kept), instance.other[joined])
    number = np.zeros(instance.n_blocks, np.int64)
    number[differs] = np.unique(island[differs], return_inverse=True)[1]
    return number


def _choice(cost: Ints, more: Ints, room: Ints, forbidden: list[list[tuple[int, bool]]]) -> np.ndarray | None:
    """Which pieces come from the second plan, (n_pieces,); seats are kept and nothing forbidden is chosen."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in cost]
    for z, free in enumerate(room.tolist()):
        pieces = np.flatnonzero(more[:, z]).tolist()
        model.add(sum(int(more[p, z]) * taken[p] for p in pieces) <= free)
    for choice in forbidden:
        model.add_bool_or([taken[p].negated() if is_taken else taken[p] for p, is_taken in choice])
    model.minimize(sum(int(c) * chosen for c, chosen in zip(cost, taken, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = THINKING
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return np.array([bool(solver.value(chosen)) for chosen in taken])
