"""The objective of a division for each class a pupil could go to: exact, over everybody then present."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm

from xuezheng.allocation.class_changes.standing import Standing


def objectives(
    standing: Standing, arriving: Mapping[str, Mapping[str, str]], rooms: Sequence[str]
) -> list[Fraction]:
    """F of docs/algorithms/classes.md §2 after these pupils have gone to each of these classes.

    Means and deviations are taken over everybody present including those arriving, so that the values
    of different classes can be compared. The place of one group changes one class's totals only.
    """
    cells = [*standing.cells.values(), *arriving.values()]
    homes = [standing.where[pupil] for pupil in standing.cells]
    values = [Fraction(0)] * len(rooms)
    for column in _columns(standing, cells):
        parts = _parts(column, homes, standing.classes, rooms)
        values = [value + part for value, part in zip(values, parts, strict=True)]
    return values


def _parts(
    column: list[int], homes: Sequence[str], classes: Sequence[str], rooms: Sequence[str]
) -> list[Fraction]:
    """What one column adds to F, for each class those behind the last of `homes` could go to."""
    n, total = len(column), sum(column)
    spread = n * sum(y * y for y in column) - total * total
    sizes, sums = dict.fromkeys(classes, 0), dict.fromkeys(classes, 0)
    for y, home in zip(column, homes, strict=False):
        sizes[home] += 1
        sums[home] += y
    coming, heads = sum(column[len(homes) :]), n - len(homes)
    found = []
    for room in rooms:
        after = {name: size + heads * (name == room) for name, size in sizes.items()}
        unit = lcm(*(size for size in set(after.values()) if size))
        top = 0
        for name, size in after.items():
            if size:
                gap = n * (sums[name] + coming * (name == room)) - size * total
                top += gap * gap * (unit // size)
        found.append(Fraction(top, unit * spread))
    return found


def _columns(standing: Standing, cells: Sequence[Mapping[str, str]]) -> list[list[int]]:
    """The columns as whole numbers; those equal for everybody are left out."""
    n = len(cells)
    plain = [_scores([row[name] for row in cells]) for name in standing.numeric]
    squared = [[(n * y - total) ** 2 for y in ys] for ys in plain for total in (sum(ys),)]
    found = [*plain, *squared]
    for name in standing.category:
        column = [row[name] for row in cells]
        values = sorted(set(column))
        found += [
            [int(cell == value) for cell in column] for value in (values[1:] if len(values) == 2 else values)
        ]
    return [ys for ys in found if len(set(ys)) > 1]


def _scores(cells: Sequence[str]) -> list[int]:
    known = [_number(cell) for cell in cells if cell]
    scale = lcm(1, *{value.denominator for value in known})
    if len(known) == len(cells):
        return [value.numerator * (scale // value.denominator) for value in known]
    # The mean of the others stands for a missing score; times their number everything is whole again.
    total = sum((value.numerator * (scale // value.denominator) for value in known), 0)
    filled = [_number(cell) if cell else None for cell in cells]
    return [
        total if v is None else v.numerator * (scale // v.denominator) * max(1, len(known)) for v in filled
    ]


@lru_cache(maxsize=65536)
def _number(text: str) -> Fraction:
    return Fraction(text)
