"""Statements and tables of the moment: asked, filled in bulk, the same on SQLite and on PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection

#: So many rows are handed over at once.
BATCH = 2000
#: SQLite keeps so many kibibytes of pages at hand while an import is written: indexes are written all over.
AT_HAND = 262_144


def ask(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement and give its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def change(sql: str, values: Sequence[Any] = ()) -> int:
    """Run a statement and give how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def quoted(name: Any) -> str:
    """A name of the database, as it writes it."""
    return str(connection.ops.quote_name(name))


def fill_table(table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Put rows into a table, as fast as the database takes them."""
    columns = ", ".join(map(quoted, names))
    rows = iter(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            insert = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(names))})"
            while some := list(islice(rows, BATCH)):
                cursor.executemany(insert, some)
    know_the_size(table)


def know_the_size(table: str) -> None:
    """Let PostgreSQL count a table of the moment, which nobody counts for it; SQLite plans well without."""
    if connection.vendor == "postgresql":
        ask(f"ANALYZE {table}")


def as_array(values: Sequence[str]) -> str:
    """A row as JSON, made by the database: far faster than one cell after another here."""
    if connection.vendor == "postgresql":
        return f"json_build_array({', '.join(values)})::text"
    return f"json_array({', '.join(values)})"


def gathered(value: str) -> str:
    """A column of several rows as one JSON array. All columns of a statement have their rows in one order."""
    return f"json_agg({value})::text" if connection.vendor == "postgresql" else f"json_group_array({value})"


def settle() -> None:
    """Let PostgreSQL look at the links now that it would look at in the end; SQLite has looked."""
    if connection.vendor == "postgresql":
        ask("SET CONSTRAINTS ALL IMMEDIATE")
        ask("SET CONSTRAINTS ALL DEFERRED")


def listed(kind: str) -> str:
    """A JSON array, given as a value of the statement, as a table: what is said, and its place."""
    if connection.vendor == "postgresql":
        return (
            f"(SELECT e.said::{kind} AS said, e.place"
            " FROM json_array_elements_text(%s::json) WITH ORDINALITY AS e(said, place))"
        )
    return "(SELECT value AS said, key AS place FROM json_each(%s))"


@contextmanager
def roomy() -> Iterator[None]:
    """Let SQLite keep the pages that a long transaction writes at hand; PostgreSQL has its own."""
    if connection.vendor == "postgresql":
        yield
        return
    ((usual,),) = ask("PRAGMA cache_size")
    ask(f"PRAGMA cache_size = -{AT_HAND}")
    try:
        yield
    finally:
        ask(f"PRAGMA cache_size = {usual}")
