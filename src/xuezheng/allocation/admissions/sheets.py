"""Tables of a million rows, read and hashed by columns in a few passes over their text.

A *plain* csv is one whose cells are canonical text as they stand (docs/algorithms/canonical-form.md):
no quotes, backslashes, control characters, blanks at the ends of cells, last zeros. Its canonical
lines come from two replacements over the whole text. Every other file goes the ordinary way; both
give the same table and the same hash.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, repeat
from operator import le
from pathlib import Path
from unicodedata import is_normalized

from xuezheng.allocation.tables import Table, read_table

#: What makes a text not plain: characters JSON escapes, cells with blanks at an end, fractions with last zeros.
ESCAPED = bytes(code for code in range(32) if code != 10) + b'"\\'
BLANKS = " \u00a0\u3000\ufeff"
BLANK_ENDS = re.compile("[ \u00a0\u3000\ufeff](?:[,\n]|\\Z)|(?:[,\n]|\\A)[ \u00a0\u3000\ufeff]")
LAST_ZEROS = re.compile(r"\.[0-9]*0(?:[,\n]|\Z)", re.ASCII)


@dataclass(frozen=True)
class Sheet:
    """A table with its canonical lines, so that neither is made twice."""

    table: Table
    lines: Sequence[str]

    def csv(self) -> bytes:
        """The table as a csv file in canonical order, which is read and hashed fastest."""
        import csv
        import io
        import json

        titles = sorted(self.table.columns)
        text = '"]\n["'.join(line[2:-2] for line in self.lines) if len(self.lines) else ""
        body = text.replace('"]\n["', "\n").replace('","', ",")
        if '"' not in body and "\\" not in body and body.count(",") == (len(titles) - 1) * len(self.lines):
            return "\n".join([",".join(titles), *([body, ""] if body else [""])]).encode()
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(titles)
        writer.writerows(map(json.loads, self.lines))
        return out.getvalue().encode()

    @property
    def columns(self) -> dict[str, Sequence[str]]:
        """The columns by name."""
        return dict(self.table.columns)

    def canonical(self) -> bytes:
        """The canonical bytes, as `Table.canonical` gives them."""
        heading = '["' + '","'.join(["table-v1", *sorted(self.table.columns)]) + '"]'
        return "\n".join([heading, *self.lines, ""]).encode()

    def sha256(self) -> str:
        """SHA-256 of the canonical bytes, in hex."""
        return sha256(self.canonical()).hexdigest()


def read_sheet(path: Path | str, *, needs: Sequence[str] = (), name: str = "") -> Sheet:
    """Read a table as `read_table` does, only faster where the file is plain.

    Raises
    ------
    NotFound, BadInput
        As `read_table`.
    """
    file = Path(path)
    text = _plain_text(file)
    sheet = _plain_sheet(text, name or file.name) if text else None
    if sheet is None or any(column not in sheet.table.columns for column in needs):
        return sheet_of(read_table(file, needs=needs, name=name))
    return sheet


def sheet_of(table: Table) -> Sheet:
    """Any table with its canonical lines."""
    return Sheet(table, [line.decode() for line in table.lines()])


def _plain_text(file: Path) -> str | None:
    if file.suffix.lower() != ".csv" or not file.is_file():
        return None
    raw = file.read_bytes().replace(b"\r\n", b"\n")
    if len(raw.translate(None, ESCAPED)) < len(raw):
        return None
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff").removesuffix("\n")
    except UnicodeDecodeError:
        return None
    if any(blank in text for blank in BLANKS) and BLANK_ENDS.search(text):
        return None
    return None if LAST_ZEROS.search(text) or not is_normalized("NFC", text) else text


def _plain_sheet(text: str, name: str) -> Sheet | None:
    heading, _, body = text.partition("\n")
    titles = heading.split(",")
    if not all(titles) or len(set(titles)) < len(titles):
        return None
    rows = body.split("\n") if body else []
    if set(map(str.count, rows, repeat(","))) - {len(titles) - 1} or "," * (len(titles) - 1) in rows:
        return None
    cells = body.replace("\n", ",").split(",") if body else []
    columns = {title: cells[i :: len(titles)] for i, title in enumerate(titles)}
    if titles != sorted(titles):
        body = "\n".join(map(",".join, zip(*(columns[title] for title in sorted(titles)), strict=True)))
    body = body.replace(",", '","').replace("\n", '"]\n["')
    lines = f'["{body}"]'.split("\n") if rows else []
    if not all(map(le, lines, islice(lines, 1, None))):
        lines.sort()
    return Sheet(Table(name, columns), lines)
