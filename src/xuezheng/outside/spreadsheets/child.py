"""Run as a process of its own: read a workbook or csv file, print its sheets as JSON lines.

A hostile file can abort the reader or take all memory; here it takes only this process with it.
The first line of a sheet is {"sheet": name}; then come lists of rows. A cell is text, a number or null;
a date is text after `DATE`, an error text after `ERROR`: no text of a file can begin with a NUL.
"""

import csv
import io
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 120
ROWS_A_LINE = 2000
#: A spreadsheet has no more; a sheet that claims to is damaged or hostile.
MOST_COLUMNS = 1024
#: So many rows without a single filled cell end a sheet: nobody's data goes on after them.
EMPTY_ROWS = 5000
#: And all its sheets together have no more cells than a million rows of forty columns.
MOST_CELLS = 40_000_000
NOT_TEXT = 3
DATE, ERROR = "\0d", "\0e"
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
#: Text that stands for something else.
_PLAIN: dict[Any, Any] = {"": None, **{error: ERROR + error for error in ERRORS}}


def main(path: Path) -> None:
    """Print every sheet of a file."""
    out, n_cells = sys.stdout, 0
    for name, rows in _sheets(path):
        out.write(json.dumps({"sheet": name}) + "\n")
        for some in _some(_until_empty(rows)):
            n_cells += sum(map(len, some))
            if n_cells > MOST_CELLS:
                raise SystemExit(NOT_TEXT)
            out.write(json.dumps(some, separators=(",", ":")) + "\n")


def _sheets(path: Path) -> Iterator[tuple[str, Iterable[list[Any]]]]:
    if path.suffix.lower() in (".csv", ".txt"):
        yield path.stem, _csv_rows(path)
        return
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for meta in book.sheets_metadata:
        if str(meta.visible).endswith("Visible") and str(meta.typ).endswith("WorkSheet"):
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.width > MOST_COLUMNS:
                raise SystemExit(NOT_TEXT)
            left = [None] * (sheet.start[1] if sheet.start else 0)
            yield meta.name, _plain_rows(left, sheet.iter_rows())


def _plain_rows(left: list[Any], rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Rows from the sheet's first and columns from its first, so that places are those a person sees."""
    for row in rows:
        yield left + [
            _PLAIN.get(cell, cell) if cell.__class__ in (str, float) else _plain(cell) for cell in row
        ]


def _csv_rows(path: Path) -> Iterator[list[Any]]:
    raw = path.read_bytes()
    text = ""
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SystemExit(NOT_TEXT)
    if "\0" in text[:4096]:
        raise SystemExit(NOT_TEXT)
    first = text[: text.find("\n") + 1] or text
    mark = max(",\t;", key=first.count)
    csv.field_size_limit(1 << 20)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
        yield [cell or None for cell in row]


def _plain(cell: Any) -> Any:
    """A cell that is neither plain text nor a plain number."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return DATE + (cell.date().isoformat() if midnight else cell.isoformat(" "))
    if isinstance(cell, date):
        return DATE + cell.isoformat()
    return str(cell).replace("\0", "")


def _until_empty(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Rows up to the last filled one; a sheet that goes on empty for thousands of rows has ended."""
    waiting: list[list[Any]] = []
    for row in rows:
        if any(cell is not None for cell in row):
            yield from waiting
            waiting.clear()
            yield row
        else:
            waiting.append([])
            if len(waiting) > EMPTY_ROWS:
                return


def _some(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    some: list[list[Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == ROWS_A_LINE:
            yield some
            some = []
    if some:
        yield some


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    main(Path(sys.argv[1]))
