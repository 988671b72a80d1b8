"""What a batch offers: its pools of seats. A pool is a programme, or one junior school's quota of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.admissions.quota import planned, quotas

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem
    from xuezheng.allocation.admissions.scheme import Batch

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Pools:
    """Pool `programme * max(n_schools, 1) + school`; `seats` is of shape (n_pools,).

    `school_of` is of shape (n_pupils,), -1 for a pupil of no school; empty without a quota.
    """

    seats: Whole
    schools: tuple[str, ...]
    school_of: Whole

    def of(self, programme: NDArray[Any], owner: NDArray[Any]) -> Whole:
        """The pool of each wish; -1 where there is none."""
        if not self.schools:
            return programme.astype(np.int64)
        school = self.school_of[owner]
        return np.where(school < 0, -1, programme * len(self.schools) + school)

    def name(self, pool: int) -> tuple[int, str]:
        """The programme (its place) and the school of a pool."""
        n = max(len(self.schools), 1)
        return pool // n, self.schools[pool % n] if self.schools else ""


def takes_part(problem: "Problem", batch: "Batch", programme: int) -> bool:
    """Whether a programme admits in a batch: all do unless its column `batch` names some."""
    named = problem.facts["batch"][programme].split() if "batch" in problem.facts else []
    return not named or batch.code in named


def pools_of(problem: "Problem", batch: "Batch", placed: Whole, before: "Batch | None" = None) -> Pools:
    """The pools of a batch.

    Parameters
    ----------
    placed : shape (n_programmes,)
        How many each programme has admitted so far. Its seats now are its plan less these, less
        the quotas of batches still to come: quota seats nobody took come back by themselves.
    before : Batch, optional
        Reckon as if the batch were held on paper before this one, whose quota is then to come too.
    """
    if batch.quota:
        return _quota_pools(problem, batch)
    batches = problem.scheme.batches
    later = batches[batches.index(before) :] if before else batches[batches.index(batch) + 1 :]
    seats = []
    for p, plan in enumerate(problem.seats):
        kept = sum(planned(problem, other, p) for other in later if other.quota)
        open_now = takes_part(problem, batch, p)
        seats.append(max(plan - int(placed[p]) - kept, 0) if open_now else 0)
    return Pools(np.array(seats, np.int64), (), np.zeros(0, np.int64))


def _quota_pools(problem: "Problem", batch: "Batch") -> Pools:
    assert batch.quota
    cells = problem.attributes[batch.quota["column"]]
    schools = tuple(sorted({*cells, *problem.schools.get("school", ())} - {""}))
    at = {school: i for i, school in enumerate(schools)}
    seats = np.array(quotas(problem, batch, schools), np.int64).reshape(-1)
    return Pools(seats, schools, np.array([at.get(cell, -1) for cell in cells], np.int64))
