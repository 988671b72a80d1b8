"""Freeze the records: database → Arrow → Parquet with a manifest, all at once or not at all.

SQLite and PostgreSQL give the same bytes: text in the order of its bytes, amounts exact, one state of the
records for all tables.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import xuezheng
from xuezheng.errors import BadInput, CannotFinish, Occupied
from xuezheng.jobs.schema import column_names, frozen_models
from xuezheng.records.database import Bureau, open_bureau, size_of_records
from xuezheng.snapshot.checking import check
from xuezheng.snapshot.identity import identity, rules_sha256, schema_sha256, sha256_of
from xuezheng.snapshot.reading import FORMAT
from xuezheng.snapshot.schema import arrow_schema

UNFINISHED = ".unfinished-"
_ZEROS = {"TEXT": "''", "INTEGER": "0", "REAL": "0.0"}
_SQLITE, _POSTGRESQL = "sqlite", "postgresql"


def freeze(folder: Path, *, label: str = "", as_of: date | None = None) -> Path:
    """Freeze the records of a bureau's folder; returns the snapshot's folder.

    Same records, same day: same bytes and same id, so an existing snapshot is given back.

    Raises
    ------
    CannotFinish
        When the disk is too full to hold a copy.
    """
    bureau = open_bureau(folder)
    snapshots = folder / "snapshots"
    snapshots.mkdir(exist_ok=True)
    with _alone(snapshots):
        for left in snapshots.glob(UNFINISHED + "*"):
            shutil.rmtree(left, ignore_errors=True)
        _see_that_it_fits(bureau)
        work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=snapshots))
        try:
            manifest = _write(bureau, work, label, as_of or bureau.today)
            return _settle(work, snapshots / manifest["id"][:12])
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _alone(snapshots: Path) -> Iterator[None]:
    """One freeze at a time; the system lets go of the lock however the process ends."""
    with (snapshots / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied(f"{snapshots.parent} 正在被另一个程序冻结。请等它结束后再试。") from None
        yield


def _write(bureau: Bureau, work: Path, label: str, as_of: date) -> dict[str, Any]:
    (work / "tables").mkdir()
    written = {}
    with _reading(bureau) as (connection, kind):
        for table, model in frozen_models().items():
            data = _fetch(connection, kind, table, model)
            file = work / "tables" / f"{table}.parquet"
            pq.write_table(data, file, compression="zstd", row_group_size=1 << 17)
            written[table] = {"rows": data.num_rows, "sha256": sha256_of(file)}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "bureau": {"name": bureau.name, "city": bureau.city, "city_code": bureau.city_code},
        "as_of": as_of.isoformat(),
        "schema_sha256": schema_sha256(),
        "rules_sha256": rules_sha256(),
        "tables": written,
    }
    manifest["id"] = identity(manifest)
    manifest |= {
        "label": label,
        "code_version": xuezheng.__version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (work / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return manifest


@contextmanager
def _reading(bureau: Bureau) -> Iterator[tuple[Any, str]]:
    """A connection that sees one state of the records, whatever others write meanwhile; and its kind."""
    if bureau.address:
        import adbc_driver_postgresql.dbapi as postgresql

        with postgresql.connect(bureau.address) as connection:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection, _POSTGRESQL
        return
    import adbc_driver_sqlite.dbapi as sqlite

    with sqlite.connect(f"file:{bureau.folder / 'records.sqlite3'}?mode=ro") as connection:
        yield connection, _SQLITE


def _fetch(connection: Any, kind: str, table: str, model: Any) -> pa.Table:
    """One table in the order of its key."""
    schema = arrow_schema(table)
    columns = [f'"{model._meta.get_field(name).column}"' for name in column_names(model)]
    key, source = f'"{model._meta.pk.column}"', f'"{model._meta.db_table}"'
    ask = _ask_sqlite if kind == _SQLITE else _ask_postgresql
    with connection.cursor() as cursor:
        raw = ask(cursor, schema, columns, key, source)
    return _typed(raw, schema)


def _ask_sqlite(cursor: Any, schema: pa.Schema, columns: list[str], key: str, source: str) -> pa.Table:
    """The driver takes a column's type from the first rows, so one row that has every type goes first."""
    kinds = [_affinity(field.type) for field in schema]
    typed = ", ".join(f"CAST({column} AS {kind})" for column, kind in zip(columns, kinds, strict=True))
    first = ", ".join(_ZEROS[kind] for kind in kinds)
    cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": "65536"})
    cursor.execute(f"SELECT 0, NULL, {first} UNION ALL SELECT 1, {key}, {typed} FROM {source} ORDER BY 1, 2")  # noqa: S608
    raw = cursor.fetch_arrow_table()
    return raw.slice(1).select(range(2, raw.num_columns))


def _ask_postgresql(cursor: Any, schema: pa.Schema, columns: list[str], key: str, source: str) -> pa.Table:
    """The server says each column's type; an amount comes as its digits."""
    typed = ", ".join(
        f"CAST({column} AS {_server_type(field.type)}) AS {column}"
        for column, field in zip(columns, schema, strict=True)
    )
    cursor.execute(f"SELECT {typed} FROM {source} AS r ORDER BY r.{key}")  # noqa: S608
    return cursor.fetch_arrow_table()


def _server_type(wanted: pa.DataType) -> str:
    if pa.types.is_integer(wanted):
        return "bigint"
    return "boolean" if pa.types.is_boolean(wanted) else "date" if pa.types.is_date(wanted) else "text"


def _typed(raw: pa.Table, schema: pa.Schema) -> pa.Table:
    """Give each column the type the schema says: SQLite knows five of them."""
    columns = [_cast(raw.column(i), field.type) for i, field in enumerate(schema)]
    return pa.Table.from_arrays(columns, schema=schema)


def _cast(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_boolean(wanted) and pa.types.is_integer(column.type):
        return pc.not_equal(column, 0)
    return (
        pa.chunked_array([pa.nulls(len(column), wanted)])
        if column.null_count == len(column)
        else column.cast(wanted)
    )


def _affinity(wanted: pa.DataType) -> str:
    """SQLite's type for a column: without it the driver guesses from the first rows."""
    if pa.types.is_decimal(wanted):
        return "REAL"
    return "INTEGER" if pa.types.is_integer(wanted) or pa.types.is_boolean(wanted) else "TEXT"


def _settle(work: Path, place: Path) -> Path:
    """Make sure it is on the disk, then give it its name; an equal one that is untouched stays."""
    for file in _files(work):
        _sync(file)
    for folder in (work / "tables", work):
        _sync(folder)
    if place.exists() and _is_untouched(place):
        return place
    if place.exists():
        os.rename(place, work.with_name(f"{work.name}-damaged"))
    os.rename(work, place)
    _sync(place.parent)
    shutil.rmtree(work.with_name(f"{work.name}-damaged"), ignore_errors=True)
    return place


def _is_untouched(place: Path) -> bool:
    try:
        return not check(place)
    except BadInput:
        return False


def _files(work: Path) -> Iterator[Path]:
    return (file for file in work.rglob("*") if file.is_file())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _see_that_it_fits(bureau: Bureau) -> None:
    folder, needed = bureau.folder, size_of_records(bureau)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise CannotFinish(
            f"磁盘剩余 {free >> 20} MiB，冻结 {folder} 可能需要 {needed >> 20} MiB。"
            "没有写入任何内容；请腾出空间后重新冻结。"
        )
