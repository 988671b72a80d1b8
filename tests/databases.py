"""The records behind a bureau's folder, for tests that run verbs: a SQLite file, or a database on the run's server.

On PostgreSQL a folder's database is named after the folder, so that a test says nothing about it:
`copied` copies both, `opened` reads either with the same words, `environment` tells a verb where.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import postgres_server

ON_POSTGRESQL = os.environ.get("XUEZHENG_TEST_DATABASE") == "postgresql"


@contextmanager
def for_django() -> Iterator[None]:
    """Django's own database of this run; verbs started by tests do not see it."""
    if not ON_POSTGRESQL:
        yield
        return
    kept = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = postgres_server.shared().format(name="xuezheng")
    try:
        yield
    finally:
        os.environ.pop("DATABASE_URL")
        if kept is not None:
            os.environ["DATABASE_URL"] = kept


def name_of(folder: Path) -> str:
    return "f" + hashlib.sha256(str(Path(folder).absolute()).encode()).hexdigest()[:20]


def address_of(folder: Path) -> str:
    """Where the records of a folder are or will be; "" on SQLite."""
    return postgres_server.shared().format(name=name_of(folder)) if ON_POSTGRESQL else ""


def environment(words: Any = ()) -> dict[str, str]:
    """What a verb started by a test sees: on PostgreSQL the database of the first folder among its words,
    made if it is not there yet."""
    hidden = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    seen = {key: value for key, value in os.environ.items() if key not in hidden}
    folder = next((word for word in words if isinstance(word, Path) and not word.suffix), None)
    if not ON_POSTGRESQL or folder is None:
        return seen
    _ask(f'CREATE DATABASE "{name_of(folder)}"', is_there="42P04")
    return seen | {"DATABASE_URL": address_of(folder)}


def copied(folder: Path, place: Path) -> Path:
    """A folder of one's own with the same records."""
    shutil.copytree(folder, place)
    if ON_POSTGRESQL:
        _ask(f'CREATE DATABASE "{name_of(place)}" TEMPLATE "{name_of(folder)}"')
        told = place / "bureau.toml"
        told.write_text(
            told.read_text(encoding="utf-8").replace(name_of(folder), name_of(place)), encoding="utf-8"
        )
    return place


class Records:
    """A connection with `execute` and `executemany` in SQLite's marks."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def execute(self, statement: str, values: Any = ()) -> Any:
        cursor = self.connection.cursor()
        return cursor.execute(self._marked(statement, values), values or None) or cursor

    def executemany(self, statement: str, rows: Any) -> Any:
        cursor = self.connection.cursor()
        cursor.executemany(self._marked(statement, [1]), list(rows))
        return cursor

    @staticmethod
    def _marked(statement: str, values: Any) -> str:
        return statement.replace("%", "%%").replace("?", "%s") if values else statement


@contextmanager
def opened(folder: Path) -> Iterator[Any]:
    """The records of a folder, read and written past the program; what was written is kept."""
    if ON_POSTGRESQL:
        import psycopg

        with psycopg.connect(address_of(folder)) as connection:
            yield Records(connection)
        return
    connection = sqlite3.connect(Path(folder) / "records.sqlite3")
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def tables_of(records: Any) -> list[str]:
    """The names of all tables."""
    asked = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        if ON_POSTGRESQL
        else "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
    )
    return [name for (name,) in records.execute(asked).fetchall()]


def _ask(statement: str, *, is_there: str = "") -> None:
    import psycopg

    with psycopg.connect(postgres_server.shared().format(name="postgres"), autocommit=True) as connection:
        try:
            connection.execute(statement)
        except psycopg.Error as error:
            if error.sqlstate != is_there:
                raise
