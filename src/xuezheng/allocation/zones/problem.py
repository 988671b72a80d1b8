"""What a zoning has to decide, as arrays; blocks and schools stand in the order of their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table

Ints = NDArray[np.int64]
Small = NDArray[np.int32]


@dataclass(frozen=True)
class Options:
    """What is asked of the zones besides short walks; weights are metres, so that they add up with walks.

    Parameters
    ----------
    max_metres : int, optional
        No pupil may be sent farther than this.
    tolerance, tolerance_permille : int
        So many pupils more than seats are let pass in each school: whole pupils, and 1/1000 of its seats.
    stability : int, metres a pupil
        What it costs to give a pupil another school than last year's.
    minimal_change : bool
        Moved pupils are counted before everything else; `stability` is then not used.
    balance : int, metres a pupil
        What each pupil costs by whom a school has too many or too few of a group.
    compactness : int, metres a pair
        What each pair of neighbouring blocks in two zones costs.
    groups : tuple of str
        Columns of the blocks with the counts to balance.
    multi : bool
        Zones hold several schools each.
    crs, gap_m
        How coordinates are read (see `reading`).
    """

    max_metres: int | None = None
    tolerance: int = 0
    tolerance_permille: int = 0
    stability: int = 0
    minimal_change: bool = False
    balance: int = 0
    compactness: int = 0
    groups: tuple[str, ...] = ()
    multi: bool = False
    per_area: int = 3
    crs: str = ""
    gap_m: int = 2


@dataclass(frozen=True)
class Problem:
    """Blocks, schools, the ways between them, and all that is asked of the zones.

    Parameters
    ----------
    blocks, schools : tuples of str, ascending
    pupils : array, shape (n_blocks,)
    seats : array, shape (n_schools,)
    metres : array, shape (n_blocks, n_schools)
        Walking metres from a block to a school; -1 where no way is given.
    start, other : arrays, shapes (n_blocks + 1,) and (2 · n_pairs,)
        Neighbours of block i, ascending: `other[start[i]:start[i + 1]]`; symmetric.
    home : array, shape (n_schools,)
        The block each school stands in.
    groups : mapping of str to array, shape (n_blocks,)
        Pupils of each group to balance.
    at, school_at : arrays, shapes (n_blocks, 2) and (n_schools, 2), metres
        Where things stand, if that is known.
    old : array, shape (n_blocks,)
        Last year's school, or -1.
    sheets : mapping of str to Table
        Every table that went in, as it is hashed and copied beside the plan.
    notes : tuple of str
        What the reader did that people should know, in Chinese.
    """

    blocks: tuple[str, ...]
    schools: tuple[str, ...]
    pupils: Ints
    seats: Ints
    metres: Small
    start: Ints
    other: Small
    home: Small
    seed: Seed
    options: Options = Options()
    groups: Mapping[str, Ints] = field(default_factory=dict)
    at: Ints | None = None
    school_at: Ints | None = None
    old: Small | None = None
    sheets: Mapping[str, Table] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def n_blocks(self) -> int:
        """How many blocks."""
        return len(self.blocks)

    @property
    def n_schools(self) -> int:
        """How many schools."""
        return len(self.schools)

    def capacity(self) -> Ints:
        """The most pupils each school may be given: its seats and the tolerance, (n_schools,)."""
        more = self.options.tolerance + self.seats * self.options.tolerance_permille // 1000
        return np.asarray(self.seats + more, np.int64)
