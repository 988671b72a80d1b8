"""What is hidden in tables by area cannot be found by subtracting what is shown from what is shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.reports.bundle.suppressing import Line, hide, recoverable
from xuezheng.reports.bundle.verifying_cells import cell_faults


def a_line(*values):
    cells = {f"A{at}": Decimal(value) for at, value in enumerate(values)}
    return Line(cells, frozenset(area for area, value in cells.items() if value < 5))


def shown_of(lines):
    """The values of every line as they are published; None where hidden."""
    hidden, _ = hide(lines)
    return {
        name: [None if area in hidden[name] else int(value) for area, value in line.cells.items()]
        for name, line in lines.items()
    }


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((20, 30, 40), [20, 30, 40]),
        ((3, 30, 40), [None, None, 40]),
        ((3, 4, 40), [None, None, 40]),
        ((1, 2, 40, 50), [None, None, None, 50]),
        ((0, 0, 40, 50), [None, None, None, 50]),
        ((3, 40), [None, None]),
    ],
)
def test_a_small_cell_is_hidden_with_enough_others_to_keep_it_hidden(values, shown):
    assert shown_of({"x": a_line(*values)}) == {"x": shown}


def test_a_part_shown_beside_its_whole_does_not_give_the_other_part_away():
    lines = {"all": a_line(50, 60, 70), "boys": a_line(47, 30, 40), "girls": a_line(3, 30, 30)}

    shown = shown_of(lines)

    assert shown["girls"][0] is None
    assert shown["boys"][0] is None or shown["all"][0] is None
    assert sum(value is None for value in shown["boys"]) != 1


def test_two_columns_of_the_same_numbers_hide_the_same_cells():
    shown = shown_of({"x": a_line(3, 9, 40), "y": a_line(3, 9, 40)})

    assert shown["x"] == shown["y"] == [None, None, 40]


@pytest.mark.parametrize(
    ("equations", "fixed"),
    [
        ([["a"]], {"a"}),
        ([["a", "b"]], set()),
        ([["a", "b"], ["b"]], {"a", "b"}),
        ([["a", "b"], ["b", "c"], ["c", "a"]], {"a", "b", "c"}),
        ([["a", "b"], ["c", "d"], ["a", "c"], ["b", "d"]], set()),
    ],
)
def test_a_cell_is_fixed_when_the_equations_leave_it_no_choice(equations, fixed):
    cells = [[(("x", name), 1) for name in equation] for equation in equations]

    found = recoverable({cell for row in cells for cell, _ in row}, cells)

    assert {area for _, area in found} == fixed


def tables_of(lines):
    """Lines in pairs as an aggregates file: what is counted, and what is due."""
    hidden, relations = hide(lines)
    tables = []
    for code in sorted({name.partition("/")[0] for name in lines}):
        parts = {part: lines.get(f"{code}/{part}") for part in ("counted", "out_of")}
        areas = sorted({area for line in parts.values() if line for area in line.cells})
        tables.append(
            {
                "indicator": code,
                "total": {part: str(line.total) if line else None for part, line in parts.items()},
                "by_area": [
                    {"area": area}
                    | {
                        part: str(line.cells[area]) if line and area not in hidden[f"{code}/{part}"] else None
                        for part, line in parts.items()
                    }
                    for area in areas
                ],
            }
        )
    return {"smallest_shown": 5, "relations": relations, "indicators": tables}


@st.composite
def cities(draw):
    """Indicators of one city, some of them parts of others."""
    n_areas = draw(st.integers(2, 6))
    numbers = st.lists(
        st.sampled_from((0, 1, 2, 4, 5, 6, 9, 17, 40, 120)), min_size=n_areas, max_size=n_areas
    )
    counted = {f"i{at}": draw(numbers) for at in range(draw(st.integers(1, 3)))}
    if len(counted) > 1 and draw(st.booleans()):
        counted["sum"] = [a + b for a, b in zip(counted["i0"], counted["i1"], strict=True)]
    lines = {}
    for code, values in counted.items():
        lines[f"{code}/counted"] = a_line(*values)
        if draw(st.booleans()):
            rest = draw(numbers)
            lines[f"{code}/out_of"] = a_line(*[a + b for a, b in zip(values, rest, strict=True)])
            line = a_line(*rest)
            lines[f"{code}/rest"] = Line(
                line.cells, frozenset(area for area in line.small if line.cells[area])
            )
    return {name: line for name, line in lines.items() if line.total}


@settings(max_examples=150, deadline=None)
@given(cities())
def test_a_checker_that_knows_only_what_is_shown_finds_nothing(lines):
    assert list(cell_faults(tables_of(lines), {})) == []


@settings(max_examples=100, deadline=None)
@given(cities())
def test_every_hidden_cell_could_be_another_number_with_the_same_page(lines):
    hidden, relations = hide(lines)
    unknown = [(name, area) for name in lines for area in sorted(hidden[name])]

    equations = [{(name, area): 1 for area in hidden[name]} for name in lines if hidden[name]]
    for whole, parts in relations:
        for area in lines[whole].cells:
            signs = {(whole, area): 1} | {(part, area): -1 for part in parts}
            equations.append({cell: sign for cell, sign in signs.items() if cell in unknown})

    assert all(_rank(equations) < _rank([*equations, {cell: 1}]) for cell in unknown)


def _rank(rows):
    """Rank by plain elimination in fractions."""
    left = [{cell: Fraction(value) for cell, value in row.items()} for row in rows if row]
    rank = 0
    while left:
        row = left.pop()
        if not row:
            continue
        rank += 1
        pivot = next(iter(row))
        for other in left:
            times = other.get(pivot, 0) / row[pivot]
            for cell in row if times else ():
                other[cell] = other.get(cell, 0) - times * row[cell]
                if not other[cell]:
                    del other[cell]
    return rank
