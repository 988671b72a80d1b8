"""Write rows into the records in bulk: columns in; one prepared statement a table, or COPY on PostgreSQL."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from xuezheng.jobs.demo.shapes import Rows, objects

#: Rows turned into Python objects at a time; bounds the memory of a city of any size.
CHUNK = 50_000

_FIRST, _LAST = np.datetime64("1900-01-01"), np.datetime64("2100-01-01")


def load(connection: Any, rows: Rows) -> Iterator[int]:
    """Insert rows through Django's connection; tells after each part how many."""
    from django.apps import apps

    model = apps.get_model(rows.model)
    fields = _fields(model, rows)
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    table = quote(model._meta.db_table)
    write = _copy if connection.vendor == "postgresql" else _insert
    with connection.cursor() as cursor:
        for start in range(0, rows.n, CHUNK):
            part = slice(start, min(start + CHUNK, rows.n))
            columns = [_sealed(field, _column(field, rows, part)) for field in fields]
            write(cursor, table, names, columns)
            yield part.stop - part.start
    _count_on(connection, model, fields)


def _insert(cursor: Any, table: str, names: str, columns: list[Sequence[Any]]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    cursor.executemany(statement, list(zip(*columns, strict=True)))


def _copy(cursor: Any, table: str, names: str, columns: list[Sequence[Any]]) -> None:
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in zip(*columns, strict=True):
            copy.write_row(row)


def _count_on(connection: Any, model: Any, fields: list[Any]) -> None:
    """A server counts row numbers by itself: let it go on after those that were given."""
    from django.core.management.color import no_style

    if any(field.primary_key and field.name == "id" for field in fields):
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)


def _fields(model: Any, rows: Rows) -> list[Any]:
    """The fields that are written: all but an automatic key that was not given."""
    from django.db.models import AutoField, BigAutoField

    known = {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    if unknown := set(rows.columns) - known:
        raise AssertionError(f"{rows.model} has no {sorted(unknown)}.")
    fields = model._meta.concrete_fields
    return [f for f in fields if not isinstance(f, AutoField | BigAutoField) or _given(f, rows) is not None]


def _given(field: Any, rows: Rows) -> str | None:
    return next((name for name in (field.name, field.attname) if name in rows.columns), None)


def _column(field: Any, rows: Rows, part: slice) -> Sequence[Any]:
    n = part.stop - part.start
    name = _given(field, rows)
    if name is None:
        if not (field.null or field.has_default() or field.blank):
            raise AssertionError(f"{rows.model} needs {field.name}.")
        return [None if field.null and not field.has_default() else field.get_default()] * n
    value = rows.columns[name]
    if isinstance(value, np.ndarray):
        return _plain(value[part])
    if isinstance(value, list):
        return [_day_or(item) for item in value[part]]
    return [_day_or(value)] * n


def _sealed(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """Numbers that name a person go in sealed."""
    return field.seal_many(values) if getattr(field, "is_sealed", False) else values


def _plain(array: np.ndarray) -> list[Any]:
    if array.dtype.kind == "M":
        return _calendar()[_place(array)].tolist()
    return array.tolist()


def _day_or(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _place(array: np.ndarray) -> np.ndarray:
    """Where each day stands in the calendar; no day is its last line."""
    offset = (array.astype("datetime64[D]") - _FIRST).astype(np.int64)
    return np.where(np.isnat(array), -1, offset)


@cache
def _calendar() -> np.ndarray:
    """Every day of two centuries as text, then None: texts are picked, not made anew for each row."""
    return objects([*np.datetime_as_string(np.arange(_FIRST, _LAST)).tolist(), None])


def day_texts(array: np.ndarray) -> Iterator[str]:
    """Days as `YYYYMMDD`, for codes that hold a birthday."""
    return (text.replace("-", "") for text in _plain(array))
