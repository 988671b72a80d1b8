"""Tables of the report proper, with the merged cells of the text they were read from."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from xuezheng.reports.docx.page import indent_first_line, set_font
from xuezheng.reports.shapes import Cell
from xuezheng.reports.writing.shapes import Paragraph

_SIZE_PT, _PITCH_PT = 12, 18
_CENTRED = 1


def write_table(
    document: Any, paragraphs: Sequence[Paragraph], write_words: Callable[[Any, Paragraph], None]
) -> None:
    """Write the paragraphs of one table into a ruled grid; an empty line keeps it from the next."""
    placed = [(paragraph, paragraph.cell) for paragraph in paragraphs if paragraph.cell]
    n_rows = max(cell.row + cell.n_rows for _, cell in placed) - 1
    n_columns = max(cell.column + cell.n_columns for _, cell in placed) - 1
    table = document.add_table(rows=n_rows, cols=n_columns, style="Table Grid")
    table.alignment = _CENTRED
    grid = [list(row.cells) for row in table.rows]
    begun: set[Cell] = set()
    taken: set[tuple[int, int]] = set()
    for paragraph, cell in placed:
        first = grid[cell.row - 1][cell.column - 1]
        inside = _inside(cell)
        if cell not in begun and len(inside) > 1 and not taken & inside:
            last = grid[cell.row + cell.n_rows - 2][cell.column + cell.n_columns - 2]
            first = first.merge(last)
        written = first.add_paragraph() if cell in begun else first.paragraphs[0]
        begun.add(cell)
        taken |= inside
        write_words(written, paragraph)
        _dress(written)
    document.add_paragraph()


def _inside(cell: Cell) -> set[tuple[int, int]]:
    """Every place of the grid a cell covers."""
    rows = range(cell.row, cell.row + cell.n_rows)
    return {(row, column) for row in rows for column in range(cell.column, cell.column + cell.n_columns)}


def _dress(written: Any) -> None:
    """Small type, close lines, centred, off the grid of the page."""
    properties = written._p.get_or_add_pPr()
    indent_first_line(properties, 0)
    written.paragraph_format.line_spacing = Pt(_PITCH_PT)
    written.alignment = _CENTRED
    grid = OxmlElement("w:snapToGrid")
    grid.set(qn("w:val"), "0")
    properties.insert_element_before(grid, "w:spacing", "w:ind", "w:jc", "w:rPr")
    for run in written.runs:
        set_font(run._r.get_or_add_rPr(), "table", size=_SIZE_PT)
