"""The key of every wish: in which order a programme takes those who ask for it.

Compared one after the other: round of the wish (plain priority only), group, the values of the
order, the lottery number. All of it is folded into one whole number; smaller goes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.admissions.exact import folded, places
from xuezheng.allocation.admissions.priority import groups_of
from xuezheng.allocation.admissions.tickets import numbers_each

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem
    from xuezheng.allocation.admissions.scheme import Batch

Whole = NDArray[np.int64]
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """Keys of a batch's wishes, and what they are made of.

    `key` is of shape (n_pupils,) if `common`, else (n_rows,). `lottery` is of shape (n_rows,) or None;
    `group` of shape (n_rows,), -1 for a wish of somebody in no group.
    """

    key: Whole
    common: bool
    group: Whole
    lottery: Whole | None


def standing_of(problem: "Problem", batch: "Batch", rows: Whole, numbers: Whole | None) -> Standing:
    """Reckon the keys of these wishes.

    Parameters
    ----------
    rows : shape (n_rows,)
        Places in `problem.wishes`.
    numbers : shape (n_pupils,), optional
        Lottery numbers, where the batch ends with the lottery.
    """
    owner = problem.wishes.owner[rows]
    each = "lottery" in batch.ends and batch.tickets == "each"
    lottery = numbers_each(problem, rows) if each else None if numbers is None else numbers[owner]
    group = groups_of(batch.groups, problem, rows) if batch.groups else np.zeros(len(rows), np.int64)
    if lottery is not None and batch.groups:
        drawing = [batch.end_in(g) == "lottery" for g in range(len(batch.groups))]
        lottery = np.where(np.array(drawing, bool)[group], lottery, 0)
    of_pupils = all(column in problem.attributes for entry in batch.by for column in entry["columns"])
    if not batch.groups and of_pupils and batch.rule != "priority" and not each:
        key = _values(problem, batch.by, None)
        return Standing(key if numbers is None else folded(key, numbers), True, group, lottery)
    key = _values_by_group(problem, batch, rows, group)
    if batch.rule == "priority":
        key = folded(folded(problem.wishes.rank[rows], group + 1), key)
    else:
        key = folded(group + 1, key)
    return Standing(key if lottery is None else folded(key, lottery), False, group, lottery)


def order_of(batch: "Batch", group: int) -> Sequence[Data]:
    """What is compared inside a group: its own order if it has one, else the batch's."""
    own = batch.groups[group]["by"] if batch.groups and group >= 0 else None
    return batch.by if own is None else own


def _values_by_group(problem: "Problem", batch: "Batch", rows: Whole, group: Whole) -> Whole:
    key = np.zeros(len(rows), np.int64)
    for g in np.unique(group).tolist():
        here = np.flatnonzero(group == g)
        key[here] = _values(problem, order_of(batch, g), rows[here])
    return key


def _values(problem: "Problem", by: Sequence[Data], rows: Whole | None) -> Whole:
    """The places under an order, folded into one key: of pupils if `rows` is None, else of wishes."""
    n = len(problem.pupils) if rows is None else len(rows)
    key = np.zeros(n, np.int64)
    for entry in by:
        columns = [cells_of(problem, column, rows) for column in entry["columns"]]
        key = folded(key, places(entry, columns)) if n else key
    return key


def cells_of(problem: "Problem", column: str, rows: Whole | None) -> Sequence[str]:
    """The cells of a column for all pupils, or for these wishes."""
    if column in problem.attributes:
        cells = problem.attributes[column]
        return cells if rows is None else [cells[i] for i in problem.wishes.owner[rows].tolist()]
    cells = problem.wishes.columns[column]
    return cells if rows is None else [cells[i] for i in rows.tolist()]
