"""The two sides of a move. Every value travels as text of one form, so that both sides can be hashed alike.

What a column holds is read from PostgreSQL, which is stricter about types: whichever side is the source.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Row = tuple[str | None, ...]
BATCH = 5000
#: Where the migrations that were applied are noted: each side keeps its own.
NOT_MOVED = frozenset({"django_migrations"})
#: How a value of a type is said as text: on PostgreSQL, on SQLite ({} is the column, {scale} its decimals).
_SAID = {
    "boolean": ("({}::int)::text", "CAST({} AS TEXT)"),
    "numeric": ("{}::text", "printf('%.{scale}f', {})"),
    "timestamp with time zone": (
        "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        # A moment is kept in UTC, with or without a fraction, and by some loaders with its offset.
        "strftime('%Y-%m-%d %H:%M:%S', substr({}, 1, 19)"
        " || CASE WHEN {} LIKE '%+__:__' OR {} LIKE '%-__:__' THEN substr({}, -6) ELSE '' END)"
        " || CASE substr({}, 20, 1) WHEN '.' THEN substr({}, 20, 7) ELSE '.000000' END",
    ),
    "uuid": ("replace({}::text, '-', '')", "{}"),
    "bytea": ("encode({}, 'hex')", "lower(hex({}))"),
    "interval": ("(extract(epoch FROM {}) * 1000000)::bigint::text", "CAST({} AS TEXT)"),
    "inet": ("host({})", "{}"),
    "double precision": ("{}::text", "{}"),
}
_PLAIN = ("{}::text", "CAST({} AS TEXT)")


@dataclass(frozen=True)
class Column:
    """A column as PostgreSQL declares it."""

    name: str
    kind: str
    scale: int

    def said(self, side: int) -> str:
        """The column as text in a SELECT; a missing value stays missing."""
        wanted = _SAID.get(self.kind, _PLAIN)[side].replace("{scale}", str(self.scale))
        asked = wanted.replace("{}", quoted(self.name))
        if side == 1 and self.kind in ("numeric", "bytea"):  # SQLite's functions make text of nothing
            return f"CASE WHEN {quoted(self.name)} IS NULL THEN NULL ELSE {asked} END"
        return asked

    @property
    def same(self) -> Callable[[Any], str] | None:
        """What brings a value to one form where the databases write it in their own ways."""
        if self.kind in ("jsonb", "json"):
            return lambda text: json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False)
        return (lambda number: repr(float(number))) if self.kind == "double precision" else None


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class Postgresql:
    """Through Django's connection, so that everything stands in its transaction."""

    side = 0

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def tables(self) -> list[str]:
        return sorted(set(self.connection.introspection.table_names()) - NOT_MOVED)

    def columns(self, table: str) -> tuple[Column, ...]:
        """In the order of their names: the sides may have made them in another."""
        found = self.ask(
            "SELECT column_name, data_type, coalesce(numeric_scale, 0) FROM information_schema.columns"
            ' WHERE table_name = %s AND table_schema = current_schema() ORDER BY column_name COLLATE "C"',
            [table],
        )
        return tuple(Column(*row) for row in found)

    def key(self, table: str) -> str:
        """The column that rows are put in order by."""
        with self.connection.cursor() as cursor:
            return str(self.connection.introspection.get_primary_key_column(cursor, table))

    def rows(self, table: str, columns: Sequence[Column], key: str) -> Iterator[Row]:
        asked = ", ".join(column.said(self.side) for column in columns)
        query = f"SELECT {asked} FROM {quoted(table)} AS r ORDER BY r.{quoted(key)}"  # noqa: S608
        with self.connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
            yield from copy.rows()

    def fill(self, table: str, columns: Sequence[Column], rows: Iterable[Row]) -> None:
        names = ", ".join(quoted(column.name) for column in columns)
        shaped = _shaped(columns, {"bytea": lambda text: "\\x" + text, "interval": "{} microseconds".format})
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {quoted(table)} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(shaped(row))

    def without_guards(self, work: Callable[[], None]) -> None:
        """Rows come in as they were: nothing is derived, nothing refused."""
        tables = self.tables()
        for table in tables:
            self.ask(f"ALTER TABLE {quoted(table)} DISABLE TRIGGER USER")
        self.ask("SET LOCAL TIME ZONE 'UTC'")
        self.ask(f"TRUNCATE {', '.join(map(quoted, tables))}")
        work()
        for table in tables:
            self.ask(f"ALTER TABLE {quoted(table)} ENABLE TRIGGER USER")

    def count_on(self) -> None:
        """New rows are numbered after those that came."""
        found = self.ask(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE is_identity = 'YES' AND table_schema = current_schema()"
        )
        for table, column in found:
            if table not in NOT_MOVED:
                self.ask(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({quoted(column)}), 1),"  # noqa: S608
                    f" max({quoted(column)}) IS NOT NULL) FROM {quoted(table)}",
                    [quoted(table), column],
                )


class Sqlite:
    """A file, through `sqlite3` or through Django's connection."""

    side = 1

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def ask(self, statement: str) -> Any:
        return self.connection.cursor().execute(statement)

    def tables(self) -> list[str]:
        found = self.ask(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        )
        return sorted({name for (name,) in found.fetchall()} - NOT_MOVED)

    def column_names(self, table: str) -> set[str]:
        return {row[1] for row in self.ask(f"PRAGMA table_info({quoted(table)})").fetchall()}

    def rows(self, table: str, columns: Sequence[Column], key: str) -> Iterator[Row]:
        asked = ", ".join(column.said(self.side) for column in columns)
        yield from self.ask(f"SELECT {asked} FROM {quoted(table)} AS r ORDER BY r.{quoted(key)}")  # noqa: S608

    def fill(self, table: str, columns: Sequence[Column], rows: Iterable[Row]) -> None:
        """As text: SQLite gives each column's values the kind that was declared."""
        names, marks = ", ".join(quoted(c.name) for c in columns), ", ".join(["?"] * len(columns))
        shaped = _shaped(
            columns,
            {"bytea": bytes.fromhex, "timestamp with time zone": lambda text: text.removesuffix(".000000")},
        )
        statement = f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})"  # noqa: S608
        self.connection.cursor().executemany(statement, map(shaped, rows))

    def without_guards(self, work: Callable[[], None]) -> None:
        """Rows come in as they were: nothing is derived, nothing refused."""
        guards = self.ask("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            self.ask(f"DROP TRIGGER {quoted(name)}")
        for table in self.tables():
            self.ask(f"DELETE FROM {quoted(table)}")  # noqa: S608
        work()
        for _, made in guards:
            self.ask(made)

    def count_on(self) -> None:
        """SQLite numbers rows after the greatest by itself."""


def _shaped(
    columns: Sequence[Column], shapes: dict[str, Callable[[str], Any]]
) -> Callable[[Row], Sequence[Any]]:
    """Give the values of some columns the form that a side stores."""
    places = [(place, shapes[column.kind]) for place, column in enumerate(columns) if column.kind in shapes]
    if not places:
        return lambda row: row

    def shaped(row: Row) -> Sequence[Any]:
        values: list[Any] = list(row)
        for place, shape in places:
            if values[place] is not None:
                values[place] = shape(values[place])
        return values

    return shaped
