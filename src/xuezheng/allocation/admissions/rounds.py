"""Deferred acceptance written out plainly, round by round, with equal keys admitted together.

It is the slow twin of the kernel, and what is used where keys may be equal: bound children under
“exceed”, and tie chains that end with “all are admitted”.
"""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
OPEN = 2**62
CLOSED = -1


def deferred_in_rounds(
    start: Whole, pool: NDArray[np.int32], key: Whole, seats: Whole
) -> tuple[Whole, Whole]:
    """Give every pupil the best wish whose line she clears; equal keys share one fate.

    The line of a pool is the key with which its seats ran out: whoever has that key too is in.

    Parameters
    ----------
    start : shape (n_pupils + 1,)
    pool : shape (n_wishes,)
    key : shape (n_wishes,)
    seats : shape (n_pools,)

    Returns
    -------
    at, line : as of `kernels.deferred`
    """
    at, line = start[:-1].copy(), np.where(seats > 0, OPEN, CLOSED).astype(np.int64)
    while True:
        ask_on(start, pool, key, at, line)
        placed = np.flatnonzero(at < start[1:])
        if not _draw_lines(pool[at[placed]], key[at[placed]], seats, line):
            return at, line


def ask_on(start: Whole, pool: NDArray[np.int32], key: Whole, at: Whole, line: Whole) -> None:
    """Each pupil goes on to the first wish whose line she clears, from where she stands."""
    asking = np.flatnonzero(at < start[1:])
    while len(asking):
        here = at[asking]
        asking = asking[key[here] > line[pool[here]]]
        at[asking] += 1
        asking = asking[at[asking] < start[asking + 1]]


def _draw_lines(pool: NDArray[np.int32], key: Whole, seats: Whole, line: Whole) -> bool:
    """Draw the line of every pool with too many or just enough; tell whether anybody is now beyond it."""
    order = np.lexsort((key, pool))
    pool, key = pool[order], key[order]
    first = np.searchsorted(pool, np.arange(len(seats)))
    n_held = np.bincount(pool, minlength=len(seats))
    full = np.flatnonzero((n_held >= seats) & (seats > 0))
    line[full] = key[first[full] + seats[full] - 1]
    return bool((key > line[pool]).any())
