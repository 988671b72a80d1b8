"""Run as a process of its own: read a workbook or csv file, print its sheets as JSON lines.

A hostile file can abort the reader or take all memory; here it takes only this process with it.
The first line of a sheet is {"sheet": name, "left": n}, `n` empty columns standing before the first;
then come lines {"rows": n, "columns": [[distinct cells, places], …]}: registers repeat themselves, so a
column is its distinct cells and, of each row, the place of its cell among them (two bytes, base64).
There are no places where there is but one distinct cell, or as many as rows. A cell is text, a number or
null; a date is text after `DATE`, an error text after `ERROR`: no text of a file can begin with a NUL.
"""

import csv
import io
import json
import resource
import sys
from array import array
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice, repeat, zip_longest
from pathlib import Path
from typing import Any

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 120
#: Two bytes must count them.
ROWS_A_LINE = 10_000
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
    out, n_cells = sys.stdout.buffer, 0
    for name, left, rows in _sheets(path):
        out.write(_line({"sheet": name, "left": left}))
        filled = _until_empty(rows)
        while some := list(islice(filled, ROWS_A_LINE)):
            n_cells += sum(map(len, some))
            if n_cells > MOST_CELLS:
                raise SystemExit(NOT_TEXT)
            columns = [_coded(column) for column in zip_longest(*some)]
            out.write(_line({"rows": len(some), "columns": columns}))
            out.flush()


def _line(said: Any) -> bytes:
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _sheets(path: Path) -> Iterator[tuple[str, int, Iterable[list[Any]]]]:
    if path.suffix.lower() in (".csv", ".txt"):
        yield path.stem, 0, _csv_rows(path)
        return
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for meta in book.sheets_metadata:
        if str(meta.visible).endswith("Visible") and str(meta.typ).endswith("WorkSheet"):
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.width > MOST_COLUMNS:
                raise SystemExit(NOT_TEXT)
            # From the sheet's first column, so that places are those a person sees; rows begin at the first.
            yield meta.name, sheet.start[1] if sheet.start else 0, sheet.iter_rows()


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
    del raw
    first = text[: text.find("\n") + 1] or text
    mark = max(",\t;", key=first.count)
    csv.field_size_limit(1 << 20)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark)


def _coded(cells: Sequence[Any]) -> tuple[list[Any], str]:
    """Distinct cells of a column, and where each cell stands among them."""
    held: dict[Any, int] = dict.fromkeys(cells, 0)
    if (1 in held or 0 in held) and bool in set(map(type, cells)):  # True is 1 to a dictionary
        cells = [_plain(cell) if cell.__class__ is bool else cell for cell in cells]
        held = dict.fromkeys(cells, 0)
    distinct = list(map(_plain, held))
    if len(held) in (1, len(cells)):
        return distinct, ""
    for place, cell in enumerate(held):
        held[cell] = place
    return distinct, b64encode(array("H", map(held.__getitem__, cells))).decode()


def _plain(cell: Any) -> Any:
    """A cell as it goes out."""
    if cell.__class__ is str:
        said = _PLAIN.get(cell, cell)
        return said.replace("\0", "") if said is cell and "\0" in cell else said
    if cell is None:
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
    waiting = 0
    for row in rows:
        if any(row) or any(cell is not None and cell != "" for cell in row):  # a nought is filled too
            if waiting:
                yield from repeat([], waiting)
                waiting = 0
            yield row
        else:
            waiting += 1
            if waiting > EMPTY_ROWS:
                return


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    main(Path(sys.argv[1]))
