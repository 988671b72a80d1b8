"""A table whose cells are canonical text, and its canonical bytes.

The rules are in docs/algorithms/canonical-form.md. The same table saved as csv, xlsx or parquet,
with its rows and columns in any order, has the same bytes and so the same hash.
"""

import csv
import io
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from xuezheng.allocation.draw.hashing import digest

#: Text that is a decimal number with a fraction: its last zeros say nothing.
FRACTION = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}", re.ASCII)
#: Cut off at both ends of a text; named one by one, because languages differ on what is white space.
BLANKS = "\t\n\v\f\r \u00a0\u3000\ufeff"
#: Above this a double can no longer hold every integer: Excel has already lost digits.
EXACT = 2**53 - 1
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Table:
    """A table by columns; every cell is canonical text, and an empty cell is the empty text."""

    name: str
    columns: Mapping[str, Sequence[str]]

    @property
    def n_rows(self) -> int:
        """How many rows there are, without the heading."""
        return len(next(iter(self.columns.values()), ()))

    def lines(self) -> list[bytes]:
        """Each row as canonical bytes, cells in order of the column names; rows sorted by bytes."""
        cells = [self.columns[name] for name in sorted(self.columns)]
        return sorted(_encode(row).encode("utf-8") for row in zip(*cells, strict=True))

    def canonical(self) -> bytes:
        """The canonical bytes: the line of the heading, then the lines of the rows."""
        heading = _encode(["table-v1", *sorted(self.columns)]).encode("utf-8")
        return b"".join(line + b"\n" for line in (heading, *self.lines()))

    def sha256(self) -> str:
        """SHA-256 of the canonical bytes, in hex."""
        return self._sha256

    @cached_property
    def _sha256(self) -> str:
        return digest("sha256", self.canonical()).hex()

    def rows_by(self, names: tuple[str, ...]) -> Mapping[tuple[str, ...], list[int]]:
        """Rows for each combination of values of some columns; found once, however often asked."""
        if names not in self._grouped:
            found: dict[tuple[str, ...], list[int]] = {}
            cells = [self.columns[name] for name in names]
            for row in range(self.n_rows):
                found.setdefault(tuple(column[row] for column in cells), []).append(row)
            self._grouped[names] = found
        return self._grouped[names]

    @cached_property
    def _grouped(self) -> dict[tuple[str, ...], dict[tuple[str, ...], list[int]]]:
        return {}

    def csv(self) -> bytes:
        """The table as a csv file (UTF-8, LF), rows and columns as they stand here."""
        out = io.StringIO()
        # The writer does not quote a lone carriage return, the reader would end a row there.
        has_returns = any("\r" in cell for cells in (self.columns, *self.columns.values()) for cell in cells)
        dialect = csv.unix_dialect if has_returns else csv.excel
        writer = csv.writer(out, dialect, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(zip(*self.columns.values(), strict=True))
        return out.getvalue().encode("utf-8")


def table_of(name: str, columns: Mapping[str, Iterable[Any]]) -> Table:
    """Make a table from columns of Python values; each cell becomes canonical text.

    Raises
    ------
    ValueError
        When a cell has no canonical text, or the columns differ in length.
    """
    made = {cell_text(key): column_text(list(cells)) for key, cells in columns.items()}
    if len({len(cells) for cells in made.values()}) > 1:
        raise ValueError(f"the columns of {name} differ in length")
    return Table(name, made)


def column_text(cells: list[Any]) -> list[str]:
    """Each cell of one column as canonical text; equal cells share one string."""
    # 1, 1.0 and True are one key of a dictionary and three different cells.
    if {type(cell) for cell in cells} <= {str, type(None)}:
        known: dict[Any, str] = {cell: cell_text(cell) for cell in set(cells)}
        return [known[cell] for cell in cells]
    return [cell_text(cell) for cell in cells]


def cell_text(cell: Any) -> str:
    """The canonical text of one cell.

    Parameters
    ----------
    cell : str, int, float, Decimal, bool, date, datetime, time, None
        As a csv, xlsx or parquet file holds it.

    Raises
    ------
    ValueError
        With the reason in Chinese: not a number, a number too long to be exact, an unknown type.

    Examples
    --------
    >>> [cell_text(cell) for cell in (" 007 ", "95.50", 95.5, 95.0, 1e-05, True, None)]
    ['007', '95.5', '95.5', '95', '0.00001', 'TRUE', '']
    """
    match cell:
        case None:
            return ""
        case str():
            return _text(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case int():
            return str(cell)
        case float():
            return _number(cell)
        case Decimal():
            if not cell.is_finite():
                raise ValueError("不是一个数")
            return _shortened(format(cell, "f"))
        case datetime():
            midnight = cell.time() == time() and cell.tzinfo is None
            return cell.date().isoformat() if midnight else cell.isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat(timespec="seconds")
    raise ValueError(f"类型 {type(cell).__name__} 不能出现在表格中")


def _text(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).strip(BLANKS)
    return _shortened(plain) if FRACTION.fullmatch(plain) else plain


def _number(number: float) -> str:
    if not math.isfinite(number):
        raise ValueError("不是一个数")
    if number.is_integer():
        if abs(number) > EXACT:
            raise ValueError("数字太长，电子表格已丢失末几位，请把该列设为文本格式")
        return str(int(number))
    return _shortened(format(Decimal(repr(number)), "f"))


def _shortened(decimal: str) -> str:
    short = decimal.rstrip("0").rstrip(".") if "." in decimal else decimal
    return "0" if short == "-0" else short
