"""Lottery numbers: every pupil's place in a line drawn from the seed (docs/algorithms/draw.md, tickets)."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.draw.hashing import mac_keyed

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem

Whole = NDArray[np.int64]
LABEL = "admissions"


def lottery_numbers(problem: "Problem") -> Whole:
    """One number for each pupil, from 1; bound children share theirs, drawn under their first code.

    Returns
    -------
    shape (n_pupils,)
    """
    return _numbers(problem, LABEL, _names(problem))


def numbers_each(problem: "Problem", rows: Whole) -> Whole:
    """One number for each wish, drawn for its programme alone; shape (n_rows,)."""
    wishes, names = problem.wishes, _names(problem)
    programme = wishes.programme[rows]
    made = np.zeros(len(rows), np.int64)
    for p in np.unique(programme).tolist():
        here = np.flatnonzero(programme == p)
        label = f"{LABEL}|programme={problem.programmes[p]}"
        made[here] = _numbers(problem, label, [names[i] for i in wishes.owner[rows[here]].tolist()])
    return made


def _names(problem: "Problem") -> Sequence[str]:
    if not problem.bound:
        return problem.pupils
    first = {code: group[0] for group in problem.bound for code in group}
    return [first.get(code, code) for code in problem.pupils]


def _numbers(problem: "Problem", label: str, names: Sequence[str]) -> Whole:
    if not names:
        return np.zeros(0, np.int64)
    mac, head = mac_keyed(problem.seed.hash, problem.seed.value), f"{label}\n".encode()
    words = np.frombuffer(b"".join(_tickets(mac, head, names)), ">u8").reshape(-1, 4).astype(np.uint64)
    order = np.lexsort(words.T[::-1]) if _any_equal(words[:, 0]) else np.argsort(words[:, 0])
    ordered = words[order]
    starts = np.r_[True, (ordered[1:] != ordered[:-1]).any(1)]
    number = np.empty(len(names), np.int64)
    number[order] = np.cumsum(starts)
    return number


def _tickets(mac: object, head: bytes, names: Sequence[str]) -> Iterator[bytes]:
    return (mac(head + name.encode()) for name in names)  # type: ignore[operator]


def _any_equal(words: NDArray[np.uint64]) -> bool:
    ordered = np.sort(words)
    return bool((ordered[1:] == ordered[:-1]).any())
