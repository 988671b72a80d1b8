"""Which cells of tables by area must stay hidden, so that no small number can be worked out.

A cell under five is hidden. Since totals are public, others are hidden with it until no hidden cell follows
from what is shown: by a row and its total, or by a column that is the sum of others. The method, and why
it is enough, stand in docs/algorithms/suppression.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

#: Numbers below this are hidden.
SMALLEST_SHOWN = 5

Cell = tuple[str, str]
Relation = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Line:
    """One quantity by area, whose sum is public; `small` are the areas that must not be shown."""

    cells: Mapping[str, Decimal]
    small: frozenset[str]

    @property
    def total(self) -> Decimal:
        """The sum over all areas."""
        return sum(self.cells.values(), Decimal(0))


def hide(lines: Mapping[str, Line]) -> tuple[dict[str, frozenset[str]], tuple[Relation, ...]]:
    """The areas to hide in every line, and the sums of lines that were guarded against.

    Parameters
    ----------
    lines : mapping of name to Line
        All over the same areas; what can be worked out from shown lines (what is left of a whole) is a
        line too.

    Returns
    -------
    hidden : dict of name to areas
    relations : tuple of (whole, parts)
        Lines that are the sum of one or two others in every area.

    Notes
    -----
    Ends, since every step hides one more cell. Deterministic: ties go to the area's code.
    """
    relations = tuple(relations_among(lines))
    beside = _beside(lines, relations)
    hidden = {(name, area) for name, line in lines.items() for area in line.small}
    while wanted := _next(lines, hidden, relations, beside):
        hidden |= wanted
    by_line: dict[str, set[str]] = {name: set() for name in lines}
    for name, area in hidden:
        by_line[name].add(area)
    return {name: frozenset(areas) for name, areas in by_line.items()}, relations


def relations_among(lines: Mapping[str, Line]) -> Iterator[Relation]:
    """Lines that are one other, or the sum of two others, in every area."""
    areas = sorted({area for line in lines.values() for area in line.cells})
    vectors = {name: tuple(line.cells[area] for area in areas) for name, line in sorted(lines.items())}
    called: dict[tuple[Decimal, ...], list[str]] = defaultdict(list)
    for name, vector in vectors.items():
        if any(vector):
            called[vector].append(name)
    for same in called.values():
        yield from ((same[0], (other,)) for other in same[1:])
    firsts = [(vector, names[0]) for vector, names in called.items()]
    for at, (one, first) in enumerate(firsts):
        for other, second in firsts[at + 1 :]:
            whole = tuple(a + b for a, b in zip(one, other, strict=True))
            if whole in called:
                yield called[whole][0], (first, second)


def recoverable(hidden: Iterable[Cell], equations: Iterable[Sequence[tuple[Cell, int]]]) -> set[Cell]:
    """Hidden cells that the equations fix, whatever the others are.

    Every equation lists hidden cells with their signs; what is shown is a number on its other side. A cell is
    fixed exactly when a row of the reduced echelon form holds it alone.
    """
    rows: dict[Cell, dict[Cell, Fraction]] = {}
    unknown = set(hidden)
    for equation in equations:
        row = {cell: Fraction(sign) for cell, sign in equation if cell in unknown}
        for pivot in [cell for cell in row if cell in rows]:
            _take(row, rows[pivot], row[pivot])
        if not row:
            continue
        pivot = min(row)
        lead = row[pivot]
        row = {cell: value / lead for cell, value in row.items()}
        for other in rows.values():
            if pivot in other:
                _take(other, row, other[pivot])
        rows[pivot] = row
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _take(row: dict[Cell, Fraction], pivot_row: Mapping[Cell, Fraction], times: Fraction) -> None:
    for cell, value in pivot_row.items():
        left = row.get(cell, Fraction(0)) - times * value
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def _next(
    lines: Mapping[str, Line],
    hidden: set[Cell],
    relations: Sequence[Relation],
    beside: Mapping[Cell, Sequence[Cell]],
) -> set[Cell]:
    """More cells to hide; empty when nothing can be worked out any more."""
    thin = {cell for name, line in lines.items() for cell in _too_little(name, line, hidden)}
    if thin:
        return thin
    fixed = recoverable(hidden, _equations(lines, hidden, relations))
    for cell in sorted(fixed):
        shown = _shown_in_line(cell[0], lines[cell[0]], hidden) or [
            other for other in beside.get(cell, ()) if other not in hidden
        ]
        if shown:
            return {min(shown, key=lambda other: (lines[other[0]].cells[other[1]], other))}
    return set()


def _too_little(name: str, line: Line, hidden: set[Cell]) -> list[Cell]:
    """One more cell of a line whose hidden ones are a single one, or together still a small number."""
    areas = [area for area in line.cells if (name, area) in hidden]
    shown = _shown_in_line(name, line, hidden)
    if not areas or not shown:
        return []
    if len(areas) > 1 and sum(line.cells[area] for area in areas) >= SMALLEST_SHOWN:
        return []
    return [min(shown, key=lambda cell: (line.cells[cell[1]], cell))]


def _shown_in_line(name: str, line: Line, hidden: set[Cell]) -> list[Cell]:
    return [(name, area) for area in sorted(line.cells) if (name, area) not in hidden]


def _equations(
    lines: Mapping[str, Line], hidden: set[Cell], relations: Sequence[Relation]
) -> Iterator[list[tuple[Cell, int]]]:
    for name, line in lines.items():
        row = [((name, area), 1) for area in line.cells if (name, area) in hidden]
        if row:
            yield row
    for whole, parts in relations:
        for area in lines[whole].cells:
            signed = [((whole, area), 1), *(((part, area), -1) for part in parts)]
            row = [(cell, sign) for cell, sign in signed if cell in hidden]
            if row:
                yield row


def _beside(lines: Mapping[str, Line], relations: Sequence[Relation]) -> dict[Cell, list[Cell]]:
    """Cells of the same area in lines that are summed with a cell's own."""
    beside: dict[Cell, list[Cell]] = defaultdict(list)
    for whole, parts in relations:
        names = (whole, *parts)
        for area in lines[whole].cells:
            for name in names:
                beside[name, area] += [(other, area) for other in names if other != name]
    return beside
