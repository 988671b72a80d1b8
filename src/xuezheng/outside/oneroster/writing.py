"""Write a set of OneRoster files: the manifest and one file a table, the same bytes for the same rows."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from xuezheng.outside.oneroster.tables import FILES, MANIFEST_VERSION, TABLES, VERSION


def write_bundle(
    folder: Path,
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    *,
    system: str,
    more: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write the files into a folder that is there, in bulk.

    Parameters
    ----------
    tables : mapping
        Rows by the name of their file; a column that a row does not name stays empty.
    system : str
        The name of the system that wrote them.
    more : mapping, optional
        `metadata.…` columns after those of the binding, by file.
    """
    for name, rows in tables.items():
        columns = [*TABLES[name].names, *((more or {}).get(name, ()))]
        (folder / f"{name}.csv").write_bytes(
            _csv(columns, [[row.get(c, "") for c in columns] for row in rows])
        )
    said = [("manifest.version", MANIFEST_VERSION), ("oneroster.version", VERSION)]
    said += [(f"file.{name}", "bulk" if name in tables else "absent") for name in FILES]
    said += [("source.systemName", system), ("source.systemCode", "")]
    (folder / "manifest.csv").write_bytes(_csv(["propertyName", "value"], [list(pair) for pair in said]))


def _csv(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """RFC 4180: commas, CRLF, quotes where they are needed, UTF-8 without a mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
