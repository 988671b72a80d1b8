"""Bring everything that is sealed under the current key: row by row, in batches, again after any stop.

What is still under another key is found in the database itself, so a run that was killed goes on where
it stopped. A row that somebody writes meanwhile is left to the next round, until none is left.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps as installed
from django.db import connection, transaction
from django.db.models import Model

from xuezheng.records.sealing.fields import SealedCharField
from xuezheng.records.sealing.keys import provide_keys, ring
from xuezheng.records.sealing.suites import HEAD

BATCH = 5_000
#: How texts that were never sealed are counted.
PLAIN = ""


def sealed_models(apps: Any = installed) -> dict[type[Model], list[SealedCharField]]:
    """Every model with sealed fields, and these; found, not listed."""
    found = {
        model: [field for field in model._meta.concrete_fields if isinstance(field, SealedCharField)]
        for model in apps.get_models()
    }
    return {model: fields for model, fields in found.items() if fields}


def count_by_key(model: type[Model], fields: list[SealedCharField]) -> Counter[str]:
    """How many texts of a model stand under each key; `PLAIN` for those that were never sealed."""
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for field in fields:
            table, column = _quoted(model._meta.db_table), _quoted(field.column)
            cursor.execute(
                f"SELECT substr({column}, 1, {HEAD}), count(*) FROM {table}"  # noqa: S608
                f" WHERE {column} <> '' GROUP BY 1"
            )
            for head, n in cursor.fetchall():
                found[head[:-1] if head[:1] == "k" and head[-1:] == "." else PLAIN] += n
    return found


def reseal(model: type[Model], fields: list[SealedCharField]) -> Iterator[int]:
    """Seal a model's texts under the current key; tells after each batch how many rows.

    Each batch is one transaction; nothing is written over that was written meanwhile.
    """
    while True:
        last, seen = None, 0
        while rows := _rows_under_others(model, fields, last):
            with transaction.atomic():
                _rewrite(model, fields, rows)
            last, seen = rows[-1][0], seen + len(rows)
            yield len(rows)
        if not seen:
            return


def _rows_under_others(model: type[Model], fields: list[SealedCharField], last: Any) -> list[tuple[Any, ...]]:
    key, table = _quoted(model._meta.pk.column), _quoted(model._meta.db_table)  # type: ignore[union-attr]
    columns = [_quoted(field.column) for field in fields]
    others = " OR ".join(f"({c} <> '' AND substr({c}, 1, {HEAD}) <> %s)" for c in columns)
    after, values = ("", []) if last is None else (f" AND {key} > %s", [last])
    asked = (
        f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE ({others}){after}"  # noqa: S608
        f" ORDER BY {key} LIMIT {BATCH}"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [f"{ring().current.id}."] * len(fields) + values)
        return cursor.fetchall()


def _rewrite(model: type[Model], fields: list[SealedCharField], rows: list[tuple[Any, ...]]) -> None:
    keys, *before = zip(*rows, strict=True)
    after = [field.seal_many(field.open_many(texts)) for field, texts in zip(fields, before, strict=True)]
    columns = [_quoted(field.column) for field in fields]
    sets = ", ".join(f"{column} = %s" for column in columns)
    unchanged = " AND ".join(f"{column} IS NOT DISTINCT FROM %s" for column in columns)
    key, table = _quoted(model._meta.pk.column), _quoted(model._meta.db_table)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {sets} WHERE {key} = %s AND {unchanged}",  # noqa: S608
            list(zip(*after, keys, *before, strict=True)),
        )


def seal_plain(apps: Any, schema_editor: Any) -> None:
    """For a migration: seal what stood there plain before the field was a sealed one."""
    for model, fields in sealed_models(apps).items():
        if sum(count_by_key(model, fields).values()):
            provide_keys()
            for _ in reseal(model, fields):
                pass


def _quoted(name: Any) -> str:
    return str(connection.ops.quote_name(name))
