"""Open a frozen copy of the records: tables as Narwhals frames on DuckDB, and nothing else."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa

from xuezheng.errors import BadInput, NotFound
from xuezheng.snapshot.schema import Column, arrow_schema, tables

FORMAT = 1


@dataclass(frozen=True)
class Snapshot:
    """A frozen copy of the records.

    Attributes
    ----------
    id : str
        SHA-256 over its format, schema, rules, day and tables (64 hex digits).
    as_of : date
        The day the records were frozen for.
    bureau : dict
        `name`, `city` and `city_code`.
    manifest : dict
        The whole of `manifest.json`.
    """

    id: str
    as_of: date
    bureau: dict[str, str]
    manifest: dict[str, Any]
    path: Path | None
    connection: duckdb.DuckDBPyConnection

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """One table; its columns are those of `schema.json`."""
        if name not in tables():
            raise NotFound(f"A snapshot has no table {name}.")
        return nw.from_native(self.connection.table(f'"{name}"'))

    def __getattr__(self, name: str) -> nw.LazyFrame[Any]:
        """`snapshot.schools` is `snapshot.table("schools")`."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.table(name)


def open_snapshot(path: Path | str) -> Snapshot:
    """Open the snapshot in a folder.

    Raises
    ------
    NotFound
        When the folder, its manifest or one of its tables is not there.
    BadInput
        When the manifest cannot be read, is of another format, or has another schema.
    """
    folder = Path(path)
    manifest = read_manifest(folder)
    connection = _connect()
    for table in tables():
        file = folder / "tables" / f"{table}.parquet"
        if not file.is_file():
            raise NotFound(f"{file} is missing. The snapshot is incomplete: freeze again, or copy it whole.")
        connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet({_quoted(file)})')  # noqa: S608
    _lock(connection, folder)
    return Snapshot(
        manifest["id"],
        date.fromisoformat(manifest["as_of"]),
        manifest["bureau"],
        manifest,
        folder,
        connection,
    )


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read `manifest.json` of a snapshot folder and see that this version can use it."""
    file = folder / "manifest.json"
    if not file.is_file():
        raise NotFound(
            f"{folder} is not a snapshot: it has no manifest.json. Make one with xuezheng freeze DIR."
        )
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
        needed = {key: manifest[key] for key in ("format", "id", "as_of", "bureau", "tables")}
        date.fromisoformat(needed["as_of"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"{file} cannot be read ({error}). Copy the snapshot again from where it was made."
        ) from None
    if manifest["format"] != FORMAT:
        raise BadInput(f"{file} has format {manifest['format']}; this version reads format {FORMAT}.")
    return dict(manifest)


def snapshot_from_tables(
    given: Mapping[str, pa.Table | Iterable[Mapping[str, Any]]],
    *,
    as_of: date = date(2026, 1, 15),
    bureau: dict[str, str] | None = None,
) -> Snapshot:
    """Make a snapshot in memory; tables and columns not given are empty.

    Rows are dicts whose values may be text (days as YYYY-MM-DD); used by examples and tests.
    """
    unknown = sorted(set(given) - set(tables()))
    if unknown:
        raise BadInput(f"A snapshot has no table {', '.join(unknown)}.")
    connection = _connect()
    for table in tables():
        rows = given.get(table, ())
        data = rows if isinstance(rows, pa.Table) else _table(table, rows)
        connection.register(f"_{table}", data)
        connection.execute(f'CREATE TABLE "{table}" AS SELECT * FROM "_{table}"')  # noqa: S608
    bureau = bureau or {"name": "示例市教育局", "city": "示例市", "city_code": "990100"}
    return Snapshot("0" * 64, as_of, bureau, {}, None, connection)


def _table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    listed = list(rows)
    strangers = sorted({key for row in listed for key in row} - {c.name for c in tables()[name]})
    if strangers:
        raise BadInput(f"Table {name} has no column {', '.join(strangers)}.")
    columns = {c.name: [_value(c, row.get(c.name)) for row in listed] for c in tables()[name]}
    return pa.table(columns, schema=arrow_schema(name))


def _value(column: Column, given: Any) -> Any:
    if given is None or (given == "" and column.type != "string"):
        return None
    if column.type == "date":
        return given if isinstance(given, date) else date.fromisoformat(str(given))
    if column.type == "int":
        return int(given)
    if column.type == "bool":
        return str(given).lower() in ("1", "true", "yes", "是")
    return Decimal(str(given)) if column.type.startswith("decimal") else str(given)


def _connect() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "3GB"})


def _lock(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let the connection read this folder and nothing else, for good."""
    connection.execute(f"SET allowed_directories=[{_quoted(folder.resolve())}, {_quoted(folder)}]")
    connection.execute("SET autoinstall_known_extensions=false; SET autoload_known_extensions=false")
    connection.execute("SET enable_external_access=false; SET lock_configuration=true")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
