"""Tables of a million rows, read and hashed without an object for every cell.

A *plain* csv is one whose cells are canonical text as they stand (docs/algorithms/canonical-form.md):
no quotes, backslashes, control characters, blanks at the ends of cells, last zeros. Its canonical
lines come from two replacements over its bytes, and its cells stay columns of Arrow until somebody
asks for one. Every other file goes the ordinary way; both give the same table and the same hash.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from operator import le
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import is_normalized

from xuezheng.allocation.tables.reading import read_table
from xuezheng.allocation.tables.shape import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: What makes a text not plain: characters JSON escapes, cells with blanks at an end, fractions with last zeros.
ESCAPED = bytes(code for code in range(32) if code != 10) + b'"\\'
BLANKS = " \u00a0\u3000\ufeff"
BLANK_ENDS = re.compile("[ \u00a0\u3000\ufeff](?:[,\n]|\\Z)|(?:[,\n]|\\A)[ \u00a0\u3000\ufeff]")
LAST_ZEROS = re.compile(rb"\.[0-9]*0(?:[,\n]|\Z)")
#: Bytes read at once.
BLOCK = 1 << 24


class Coded(NamedTuple):
    """A column as `texts`, each once in order of appearance, and `codes`: which of them stands in each row."""

    codes: "NDArray[Any]"
    texts: list[str]


class Columns(Mapping[str, Sequence[str]]):
    """Columns of Arrow; one is made a list of texts when it is asked for, equal cells sharing one text."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self._columns = columns
        self._coded: dict[str, Coded] = {}
        self._lists: dict[str, list[str]] = {}

    def __iter__(self) -> Iterator[str]:
        """Names of the columns."""
        return iter(self._columns)

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self._columns)

    def __contains__(self, name: object) -> bool:
        """Whether there is such a column; no list is made to find out."""
        return name in self._columns

    def __getitem__(self, name: str) -> list[str]:
        """The cells of a column."""
        if name not in self._lists:
            codes, texts = self.coded(name)
            self._lists[name] = list(map(texts.__getitem__, codes.tolist()))
        return self._lists[name]

    def coded(self, name: str) -> Coded:
        """A column as codes and their texts."""
        if name not in self._coded:
            made = self._columns[name].dictionary_encode().combine_chunks()
            self._coded[name] = Coded(made.indices.to_numpy(), made.dictionary.to_pylist())
        return self._coded[name]


@dataclass(frozen=True)
class Sheet(Table):
    """A table with the canonical lines of its rows, each ended by LF (the heading is not among them)."""

    body: bytes

    @property
    def n_rows(self) -> int:
        """How many rows there are, without the heading."""
        return self._n_rows

    @cached_property
    def _n_rows(self) -> int:
        return self.body.count(b"\n")

    def lines(self) -> list[bytes]:
        """The canonical lines of the rows, in their order."""
        return self.body.split(b"\n")[:-1]

    @cached_property
    def _sha256(self) -> str:
        made = sha256(_encoded(["table-v1", *sorted(self.columns)]) + b"\n")
        made.update(self.body)
        return made.hexdigest()

    def coded(self, name: str) -> Coded:
        """A column as codes and their texts."""
        if isinstance(self.columns, Columns):
            return self.columns.coded(name)
        import numpy as np

        cells = self.columns[name]
        at = {text: i for i, text in enumerate(dict.fromkeys(cells))}
        return Coded(np.fromiter(map(at.__getitem__, cells), np.int64, len(cells)), list(at))

    def csv(self) -> bytes:
        """The table as a csv file in canonical order, which is read and hashed fastest."""
        titles = sorted(self.columns)
        body = self.body[2:-3].replace(b'"]\n["', b"\n").replace(b'","', b",")
        plain = b'"' not in body and b"\\" not in body and body.count(b",") == (len(titles) - 1) * self.n_rows
        if plain and all(titles) and not any(mark in title for title in titles for mark in ',"\r\n'):
            return b"\n".join([",".join(titles).encode(), *([body] if self.n_rows else []), b""])
        rows = [json.loads(line) for line in self.lines()]
        return Table("", {name: [row[i] for row in rows] for i, name in enumerate(titles)}).csv()


def _encoded(cells: Sequence[str]) -> bytes:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode()


def read_sheet(path: Path | str, *, needs: Sequence[str] = (), name: str = "", hoped: str = "") -> Sheet:
    """Read a table as `read_table` does, only faster where the file is plain.

    Parameters
    ----------
    path, needs, name : as of `read_table`
    hoped : str
        The hash it should have. If its lines have it as they stand, they are in order and need no sorting.

    Raises
    ------
    NotFound, BadInput
        As `read_table`.
    """
    file = Path(path)
    raw = _plain_bytes(file)
    sheet = _plain_sheet(raw, name or file.name, hoped) if raw else None
    if sheet is None or any(column not in sheet.columns for column in needs):
        return sheet_of(read_table(file, needs=needs, name=name))
    return sheet


def sheet_of(table: Table) -> Sheet:
    """Any table with its canonical lines."""
    return Sheet(table.name, table.columns, b"".join(line + b"\n" for line in table.lines()))


def _plain_bytes(file: Path) -> bytes | None:
    """The bytes of a plain file, without byte order mark and last line end."""
    if file.suffix.lower() != ".csv" or not file.is_file():
        return None
    raw = file.read_bytes().replace(b"\r\n", b"\n").removeprefix("\ufeff".encode()).removesuffix(b"\n")
    if len(raw.translate(None, ESCAPED)) < len(raw) or LAST_ZEROS.search(raw):
        return None
    if raw.isascii() and b" " not in raw:
        return raw
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if any(blank in text for blank in BLANKS) and BLANK_ENDS.search(text):
        return None
    return raw if is_normalized("NFC", text) else None


def _plain_sheet(raw: bytes, name: str, hoped: str) -> Sheet | None:
    heading, _, rows = raw.partition(b"\n")
    titles = heading.decode().split(",")
    if not all(titles) or len(set(titles)) < len(titles):
        return None
    if not rows:
        return Sheet(name, {title: [] for title in titles}, b"")
    columns = None if _has_empty_row(raw, len(titles)) else _columns(raw, titles)
    if columns is None:
        return None
    if titles == sorted(titles):
        body = b'["' + rows.replace(b",", b'","').replace(b"\n", b'"]\n["') + b'"]\n'
    else:
        body = _joined(columns)
    sheet = Sheet(name, Columns(columns), body)
    return sheet if hoped and sheet.sha256() == hoped else Sheet(name, sheet.columns, _in_order(body))


def _has_empty_row(raw: bytes, n_columns: int) -> bool:
    """Whether a row has nothing in it: neither cells, nor so much as the commas between them."""
    blank, nothing = b"\n", b"\n" + b"," * (n_columns - 1)
    return any(row + b"\n" in raw or raw.endswith(row) for row in (blank, nothing))


def _columns(raw: bytes, titles: Sequence[str]) -> dict[str, Any] | None:
    """Columns of Arrow; None where rows are of unequal length, which the ordinary way tells with their places."""
    import pyarrow as pa
    from pyarrow import csv

    try:
        made = csv.read_csv(
            pa.BufferReader(raw),
            read_options=csv.ReadOptions(block_size=BLOCK),
            parse_options=csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(titles, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return {title: made[title] for title in titles}


def _joined(columns: Mapping[str, Any]) -> bytes:
    """The canonical lines of plain columns, rows as they stand."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = [columns[title] for title in sorted(columns)]
    inner = pc.binary_join_element_wise(*cells, pa.scalar('","'))
    lines = pc.binary_join_element_wise(pa.scalar('["'), inner, pa.scalar('"]\n'), pa.scalar(""))
    return b"".join(_text_of(chunk) for chunk in lines.chunks)


def _text_of(lines: Any) -> bytes:
    """All the text of an array, end to end."""
    import numpy as np

    kind = np.int64 if str(lines.type).startswith("large") else np.int32
    ends = np.frombuffer(lines.buffers()[1], kind)[lines.offset : lines.offset + len(lines) + 1]
    return memoryview(lines.buffers()[2])[int(ends[0]) : int(ends[-1])].tobytes() if len(lines) else b""


def _in_order(body: bytes) -> bytes:
    """The lines in order of their bytes; as it is if they are already."""
    lines = body.split(b"\n")[:-1]
    if all(map(le, lines, islice(lines, 1, None))):
        return body
    return b"\n".join([*sorted(lines), b""])
