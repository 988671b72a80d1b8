"""Open a frozen copy of the records: tables as Narwhals frames, on DuckDB or on Spark."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import duckdb
import narwhals as nw
import pyarrow as pa

from xuezheng.errors import BadInput, NotFound, Tampered
from xuezheng.snapshot.identity import schema_sha256
from xuezheng.snapshot.schema import Column, arrow_schema, tables

if TYPE_CHECKING:
    from xuezheng.snapshot.on_spark import SparkTables

FORMAT = 1
#: What reckons with the tables.
Engine = Literal["duckdb", "spark"]


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
    connection : duckdb.DuckDBPyConnection or SparkTables
        Whatever gives the engine's own table by name.
    """

    id: str
    as_of: date
    bureau: dict[str, str]
    manifest: dict[str, Any]
    path: Path | None
    connection: "duckdb.DuckDBPyConnection | SparkTables"
    engine: Engine = "duckdb"

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """One table; its columns are those of `schema.json`."""
        if name not in tables():
            raise NotFound(f"快照中没有“{name}”这张表。可用的表见 snapshot/schema.json。")
        return nw.from_native(self.connection.table(name))

    def __getattr__(self, name: str) -> nw.LazyFrame[Any]:
        """`snapshot.schools` is `snapshot.table("schools")`."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.table(name)


def open_snapshot(path: Path | str, session: Any = None) -> Snapshot:
    """Open the snapshot in a folder, on DuckDB or on the Spark session given.

    Raises
    ------
    NotFound
        When the folder, its manifest or one of its tables is not there.
    BadInput
        When the manifest or a table cannot be read, or is of another format or schema.
    """
    folder = Path(path)
    manifest = read_manifest(folder)
    if manifest.get("schema_sha256") != schema_sha256():
        raise BadInput(
            f"{folder} 的表结构不是本版本的表结构。快照只能用冻结它的版本读取。请用 xuezheng freeze 重新冻结。"
        )
    connection = _connect()
    for table in tables():
        _attach(connection, table, folder / "tables" / f"{table}.parquet")
    _lock(connection, folder)
    snapshot = Snapshot(
        manifest["id"],
        date.fromisoformat(manifest["as_of"]),
        manifest["bureau"],
        manifest,
        folder,
        connection,
    )
    return snapshot if session is None else _on_spark(snapshot, folder, session)


def open_proven(path: Path | str) -> Snapshot:
    """Open a snapshot after proving that it is as it was frozen.

    Raises
    ------
    Tampered
        When it is not; every difference is listed.
    """
    from xuezheng.snapshot.checking import check

    if faults := check(path):
        raise Tampered(f"{path} 不是冻结时的快照，其中的数字不能使用。", faults=faults)
    return open_snapshot(path)


@contextmanager
def opened(path: Path | str, engine: str = "duckdb") -> Iterator[Snapshot]:
    """Open a proven snapshot on an engine for a while; Spark is started for it, or the running one used.

    Raises
    ------
    BadInput
        When there is no such engine, or the snapshot cannot be used.
    CannotFinish
        Without pyspark or Java, or when Spark breaks off.
    """
    if engine not in ("duckdb", "spark"):
        raise BadInput(
            f"没有计算引擎“{engine}”。可用：duckdb（本机）、spark（本机或集群）。请改写 --engine，或去掉它。"
        )
    proven = open_proven(path)
    if engine == "duckdb":
        yield proven
        return
    from xuezheng.snapshot.on_spark import spark_session

    with spark_session() as session:
        yield _on_spark(proven, Path(path), session)


def _on_spark(snapshot: Snapshot, folder: Path, session: Any) -> Snapshot:
    from xuezheng.snapshot.on_spark import SparkTables

    return replace(snapshot, connection=SparkTables(session, folder), engine="spark")


def _attach(connection: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    if not file.is_file():
        raise NotFound(f"缺少 {file}，快照不完整。请重新冻结，或完整复制一份。")
    try:
        connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet({_quoted(file)})')  # noqa: S608
    except duckdb.Error:
        raise BadInput(
            f"{file} 不是可以读取的 Parquet 文件，快照已损坏。请换用其他副本，或重新冻结。"
        ) from None


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read `manifest.json` of a snapshot folder and see that this version can use it."""
    file = folder / "manifest.json"
    if not file.is_file():
        raise NotFound(f"{folder} 不是快照：其中没有 manifest.json。请用 xuezheng freeze DIR 冻结一份。")
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
        needed = {key: manifest[key] for key in ("format", "id", "as_of", "bureau", "tables")}
        date.fromisoformat(needed["as_of"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{file} 无法读取（{error}）。请从冻结处重新复制该快照。") from None
    if manifest["format"] != FORMAT:
        raise BadInput(
            f"{file} 的格式为 {manifest['format']}，本版本读取格式 {FORMAT}。请用写出它的版本打开，或重新冻结。"
        )
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
        raise BadInput(f"快照中没有这些表：{'、'.join(unknown)}。")
    connection = _connect()
    connection.execute(_empty_tables())
    for table, rows in given.items():
        data = rows if isinstance(rows, pa.Table) else _table(table, rows)
        connection.register(f"_{table}", data)
        connection.execute(f'INSERT INTO "{table}" SELECT * FROM "_{table}"')  # noqa: S608
    bureau = bureau or {"name": "示例市教育局", "city": "示例市", "city_code": "990100"}
    return Snapshot("0" * 64, as_of, bureau, {}, None, connection)


@cache
def _empty_tables() -> str:
    """One script that makes every table, empty."""
    kinds = {"string": "VARCHAR", "int": "BIGINT", "bool": "BOOLEAN", "date": "DATE"}
    return "".join(
        f'CREATE TABLE "{table}" ('
        + ", ".join(f'"{c.name}" {kinds.get(c.type, c.type)}' for c in columns)
        + ");"
        for table, columns in tables().items()
    )


def _table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    listed = list(rows)
    strangers = sorted({key for row in listed for key in row} - {c.name for c in tables()[name]})
    if strangers:
        raise BadInput(f"表 {name} 没有这些列：{'、'.join(strangers)}。")
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
    connection.execute("SET parquet_metadata_cache=true")
    connection.execute("SET autoinstall_known_extensions=false; SET autoload_known_extensions=false")
    connection.execute("SET enable_external_access=false; SET lock_configuration=true")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
