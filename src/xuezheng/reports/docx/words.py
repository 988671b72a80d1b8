"""The words of a docx as a reader sees them, in order, with the cells of its tables.

Tracked changes count as accepted; hidden text, field codes and comments are not shown; a text box is
read once, after the paragraph it hangs on; a table inside a cell comes after the table around it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from xuezheng.reports.shapes import Cell

_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Parts of a paragraph whose words are struck out, doubled, or belong to a paragraph of their own.
_UNSEEN = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr"), f"{_ALTERNATIVE}Fallback"}
)
_WRAPPERS = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")})
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True)
class Piece:
    """A paragraph of the document, and the cell it stands in."""

    element: Any
    cell: Cell | None = None

    @property
    def words(self) -> str:
        return words_of(self.element)


class Tables:
    """Numbers the tables in the order they are met."""

    def __init__(self) -> None:
        self.count = 0


def pieces_of(elements: Iterable[Any], tables: Tables | None = None) -> Iterator[Piece]:
    """Every paragraph of body-level elements, of their tables and of their text boxes."""
    tables = tables or Tables()
    for element in elements:
        if element.tag == qn("w:p"):
            yield Piece(element)
            for box in _boxes(element):
                yield from pieces_of(box, tables)
        elif element.tag == qn("w:tbl"):
            yield from _of_table(element, tables)
        elif element.tag in _WRAPPERS:
            yield from pieces_of(element, tables)


def words_of(element: Any) -> str:
    """The words of a paragraph, run or table; a soft line break is a line end."""
    return "".join(words for _, words in shown_in(element))


def shown_in(element: Any) -> Iterator[tuple[Any, str]]:
    """Every element that is shown with the words it adds; empty for one that only holds others."""
    for child in element:
        if child.tag in _UNSEEN or (child.tag == qn("w:r") and is_hidden(child)):
            continue
        if child.tag == qn("w:t"):
            yield child, child.text or ""
        elif child.tag == qn("w:br"):
            yield child, "\n" if child.get(qn("w:type")) in (None, "textWrapping") else ""
        else:
            yield child, _SIGNS.get(child.tag, "")
            yield from shown_in(child)


def is_hidden(run: Any) -> bool:
    """Whether a run is marked as hidden text."""
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val"), "1") not in _OFF


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes of a paragraph; of a drawing kept twice for older programs, the first."""
    for box in paragraph.iter(qn("w:txbxContent")):
        above = list(box.iterancestors())
        within = above[: above.index(paragraph)]
        is_copy = any(one.tag == f"{_ALTERNATIVE}Fallback" and _has_choice(one) for one in within)
        is_inner = any(one.tag == qn("w:txbxContent") for one in within)
        if not is_copy and not is_inner:
            yield box


def _has_choice(fallback: Any) -> bool:
    choice = fallback.getparent().find(f"{_ALTERNATIVE}Choice")
    return choice is not None and next(choice.iter(qn("w:txbxContent")), None) is not None


def _of_table(table: Any, tables: Tables) -> Iterator[Piece]:
    """Cells row by row; then the tables that stand inside them."""
    tables.count += 1
    number = tables.count
    inner: list[Any] = []
    for cell, content in _cells(table, number):
        for child in _unwrapped(content):
            if child.tag == qn("w:tbl"):
                inner.append(child)
            elif child.tag == qn("w:p"):
                yield Piece(child, cell)
                inner += list(_boxes(child))
    for one in inner:
        yield from _of_table(one, tables) if one.tag == qn("w:tbl") else pieces_of(one, tables)


def _cells(table: Any, number: int) -> list[tuple[Cell, Any]]:
    """Each cell of a table once, with what it spans; rows struck out are left out."""
    found: list[tuple[Cell, Any]] = []
    open_at: dict[int, int] = {}
    rows = [row for row in _unwrapped(table) if row.tag == qn("w:tr") and not _is_struck(row)]
    for at, row in enumerate(rows, 1):
        column = 1 + _number(row, "w:trPr", "w:gridBefore", 0)
        for content in (one for one in _unwrapped(row) if one.tag == qn("w:tc")):
            span = _number(content, "w:tcPr", "w:gridSpan", 1)
            merge = content.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val")) != "restart" and column in open_at:
                cell, first = found[open_at[column]]
                found[open_at[column]] = (replace(cell, n_rows=at - cell.row + 1), first)
            else:
                open_at.pop(column, None)
                if merge is not None:
                    open_at[column] = len(found)
                found.append((Cell(number, at, column, 1, span), content))
            column += span
    return found


def _unwrapped(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _is_struck(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _number(element: Any, properties: str, name: str, default: int) -> int:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    words = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(words), 200) if words.isdecimal() else default
