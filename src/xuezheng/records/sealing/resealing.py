"""Bring everything that is sealed under the current key: row by row, in batches, again after any stop.

What is still under another key is found in the database itself, so a run that was killed goes on where
it stopped. A row that somebody writes meanwhile is left to the next round, until none is left.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.apps import apps as installed
from django.db import connection, transaction
from django.db.models import Model

from xuezheng.errors import Tampered
from xuezheng.records.sealing.fields import SealedCharField
from xuezheng.records.sealing.keys import provide_keys, ring
from xuezheng.records.sealing.suites import HEAD, sealer

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


_TOKEN = re.compile(r'"(k[0-9a-z]{3}\.[A-Za-z0-9+/]{43,}={0,2})"')


def reseal_text(text: str) -> str:
    """Sealed texts that stand quoted in a longer one (rows kept as JSON), brought under the current key.

    Which kind a text is does not stand in it: it opens as one kind only.
    """
    keys, kinds = ring(), sorted({f.kind for fields in sealed_models().values() for f in fields})
    head = f"{keys.current.id}."

    def changed(found: re.Match[str]) -> str:
        token = found[1]
        key = keys.keys.get(token[: HEAD - 1])
        if token.startswith(head) or key is None:
            return found[0]
        for kind in kinds:
            with suppress(Tampered):
                return f'"{sealer(keys.current, kind).seal(sealer(key, kind).open(token))}"'
        return found[0]

    return _TOKEN.sub(changed, text)


def keys_within(text: str) -> Counter[str]:
    """How many quoted sealed texts of a longer one stand under each key."""
    known = ring().keys
    found = Counter(token[: HEAD - 1] for token in _TOKEN.findall(text))
    return Counter({key: n for key, n in found.items() if key in known})
