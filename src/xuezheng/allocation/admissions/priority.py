"""Who belongs to which group at which programme, and who may apply at all: conditions as data."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xuezheng.allocation.admissions.exact import exact

if TYPE_CHECKING:
    from xuezheng.allocation.admissions.problem import Problem

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
#: What `same_as` may name besides a column of the programmes.
ITSELF = "programme"


def all_hold(conditions: Sequence[Mapping[str, Any]], problem: "Problem", rows: Rows) -> Flags:
    """Whether every condition holds, for each of these wishes."""
    made = np.ones(len(rows), bool)
    for condition in conditions:
        made &= _holds(condition, problem, rows)
    return made


def _holds(condition: Mapping[str, Any], problem: "Problem", rows: Rows) -> Flags:
    if "any" in condition:
        each = [_holds(one, problem, rows) for one in condition["any"]]
        return np.logical_or.reduce(each) if each else np.zeros(len(rows), bool)
    cells, at = _cells(condition["column"], problem, rows)
    if "same_as" in condition:
        return _same(cells, at, condition["same_as"], problem, rows)
    passing = {cell for cell in set(cells) if test_holds(condition, cell)}
    flags = np.fromiter((cell in passing for cell in cells), bool, len(cells))
    return flags[at]


def test_holds(condition: Mapping[str, Any], cell: str) -> bool:
    """Whether one cell passes a test other than `same_as`; no number passes no test of numbers."""
    if "is" in condition:
        return bool(cell == condition["is"])
    if "in" in condition:
        return cell in condition["in"]
    number = exact(cell)
    if number is None:
        return False
    if "at_least" in condition:
        return number >= Decimal(condition["at_least"])
    return number <= Decimal(condition["at_most"])


def _cells(column: str, problem: "Problem", rows: Rows) -> tuple[Sequence[str], Rows]:
    """The cells of a column of pupils or of wishes, and where the cell of each row stands."""
    if column in problem.attributes:
        return problem.attributes[column], problem.wishes.owner[rows].astype(np.int64)
    return problem.wishes.columns[column], rows


def _same(cells: Sequence[str], at: Rows, other: str, problem: "Problem", rows: Rows) -> Flags:
    """Whether the cell names the programme (or what the programme's column says); blank names nothing."""
    theirs = problem.programmes if other == ITSELF else problem.facts[other]
    number = {text: i for i, text in enumerate({*theirs, *cells} - {""})}
    ours = np.fromiter((number.get(cell, -1) for cell in cells), np.int64, len(cells))
    asked = np.fromiter((number.get(cell, -2) for cell in theirs), np.int64, len(theirs))
    same: Flags = ours[at] == asked[problem.wishes.programme[rows]]
    return same


def groups_of(groups: Sequence[Mapping[str, Any]], problem: "Problem", rows: Rows) -> Rows:
    """The first group whose conditions hold, for each wish; -1 when it is in none."""
    group = np.full(len(rows), -1, np.int64)
    for i, each in reversed(list(enumerate(groups))):
        group[all_hold(each["when"], problem, rows)] = i
    return group


def columns_named(conditions: Sequence[Mapping[str, Any]]) -> set[str]:
    """Every pupil's or wish's column that conditions look at."""
    inner = [columns_named(each["any"]) if "any" in each else {each["column"]} for each in conditions]
    return set().union(*inner)
