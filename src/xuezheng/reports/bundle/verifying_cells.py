"""What tables by area give away: small numbers shown, or numbers that follow from those shown."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

_SMALLEST = 5
_TINY = 1e-7
_Column = dict[str, Decimal | None]
_Sum = tuple[str, tuple[str, ...]]


def cell_faults(tables: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    """Faults of all tables: each column alone, then all columns together."""
    if tables["smallest_shown"] != _SMALLEST:
        yield f"门槛是 {tables['smallest_shown']}，应为 {_SMALLEST}"
    columns: dict[str, _Column] = {}
    totals: dict[str, Decimal] = {}
    for table in tables["indicators"]:
        for part in ("counted", "out_of"):
            name, total = f"{table['indicator']}/{part}", table["total"][part]
            column = {row["area"]: _number(row[part]) for row in table["by_area"]}
            if total is None or not column or not any(column.values()):
                continue
            columns[name], totals[name] = column, Decimal(total)
            yield from _alone(name, column, totals[name])
        left = _left_over(table["indicator"], columns, totals)
        is_part = definitions.get(table["indicator"], {}).get("kind") != "ratio"
        if left is not None and is_part and left[1]:
            name = f"{table['indicator']}/rest"
            columns[name], totals[name] = left
            yield from _left_faults(table["indicator"], left[0])
    listed: list[_Sum] = [(whole, tuple(parts)) for whole, parts in tables["relations"]]
    sums = [one for one in listed if {one[0], *one[1]} <= set(columns)]
    yield from _sum_faults(columns, sums)
    yield from _together(columns, [*sums, *_own_sums(columns)])


def _own_sums(columns: Mapping[str, _Column]) -> list[_Sum]:
    """What is due is what was counted and what is left."""
    codes = [name.removesuffix("/rest") for name in columns if name.endswith("/rest")]
    return [(f"{code}/out_of", (f"{code}/counted", f"{code}/rest")) for code in codes]


def _number(shown: Any) -> Decimal | None:
    return None if shown is None else Decimal(shown)


def _alone(name: str, column: _Column, total: Decimal) -> Iterator[str]:
    shown = [value for value in column.values() if value is not None]
    n_hidden = len(column) - len(shown)
    left = total - sum(shown, Decimal(0))
    if small := [value for value in shown if value < _SMALLEST]:
        yield f"{name} 有小于 {_SMALLEST} 的格子：{small[0]}"
    if n_hidden == 0 and left:
        yield f"{name} 各县区之和不等于全市数"
    if n_hidden == 1:
        yield f"{name} 只隐去一格，可由全市数减出"
    if n_hidden > 1 and left < _SMALLEST:
        yield f"{name} 隐去的格子合计只有 {left}"


def _left_over(
    code: str, columns: Mapping[str, _Column], totals: Mapping[str, Decimal]
) -> tuple[_Column, Decimal] | None:
    """What is left of what was due, known where both numbers of an area are shown; None without both."""
    counted, due = columns.get(f"{code}/counted"), columns.get(f"{code}/out_of")
    if counted is None or due is None:
        return None
    left: _Column = {}
    for area, value in counted.items():
        whole = due[area]
        left[area] = None if value is None or whole is None else whole - value
    return left, totals[f"{code}/out_of"] - totals[f"{code}/counted"]


def _left_faults(code: str, left: _Column) -> Iterator[str]:
    for area, rest in left.items():
        if rest is not None and 0 < rest < _SMALLEST:
            yield f"{code} 在 {area} 的应有数与计入数只差 {rest}"


def _together(columns: Mapping[str, _Column], sums: Sequence[_Sum]) -> Iterator[str]:
    """Hidden cells that sums of columns and the totals fix, by the null space of all equations."""
    cells = [(name, area) for name, column in columns.items() for area in column]
    unknown = {cell: at for at, cell in enumerate(one for one in cells if columns[one[0]][one[1]] is None)}
    rows = [_row(unknown, [((name, area), 1) for area in column]) for name, column in columns.items()]
    for whole, parts in sums:
        for area in columns[whole]:
            rows.append(_row(unknown, [((whole, area), 1), *(((part, area), -1) for part in parts)]))
    matrix = np.array([row for row in rows if row.any()])
    if not len(matrix):
        return
    free = _free(matrix)
    for (name, area), at in unknown.items():
        if not np.any(np.abs(free[:, at]) > _TINY):
            yield f"{name} 在 {area} 的格子可以倒推"


def _sum_faults(columns: Mapping[str, _Column], sums: Sequence[_Sum]) -> Iterator[str]:
    """Listed sums that do not hold where all is shown."""
    for whole, parts in sums:
        for area, value in columns[whole].items():
            shown = [columns[part].get(area) for part in parts]
            known = [one for one in shown if one is not None]
            if value is not None and len(known) == len(parts) and sum(known, Decimal(0)) != value:
                yield f"{whole} 在 {area} 不等于 {'、'.join(parts)} 之和"


def _row(unknown: Mapping[tuple[str, str], int], signed: list[tuple[tuple[str, str], int]]) -> Any:
    row = np.zeros(len(unknown))
    for cell, sign in signed:
        if cell in unknown:
            row[unknown[cell]] += sign
    return row


def _free(matrix: Any) -> Any:
    """Rows that span everything the equations leave open."""
    _, sizes, vectors = np.linalg.svd(matrix, full_matrices=True)
    rank = int((sizes > _TINY).sum())
    return vectors[rank:]
