"""The move itself: lock the source, fill the empty target in one transaction, compare, check the log, switch."""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xuezheng.errors import BadInput, CheckFailed, Fault, NotFound, Occupied
from xuezheng.jobs.moving.sides import BATCH, Column, Postgresql, Row, Sqlite, quoted
from xuezheng.records import postgresql
from xuezheng.records.database import MOVED, at_once, name_database, read_bureau, start_django, told

#: Everything that either the records or the desk keeps.
SETTINGS = "xuezheng.web.settings"
TO_SQLITE = "sqlite"
Side = Postgresql | Sqlite


@dataclass(frozen=True)
class Compared:
    """One table on both sides: its rows, and a hash of all they hold."""

    table: str
    rows: int
    sha256: str
    target_rows: int
    target_sha256: str

    @property
    def is_same(self) -> bool:
        return (self.rows, self.sha256) == (self.target_rows, self.target_sha256)


@dataclass(frozen=True)
class Moved:
    """What was moved; `kept` is where the records were, which refuses new ones from now on."""

    tables: tuple[Compared, ...]
    address: str
    kept: str

    @property
    def n_rows(self) -> int:
        return sum(table.rows for table in self.tables)


def move(folder: Path, to: str, *, tell: Callable[[str, int], None] | None = None) -> Moved:
    """Move the records of a bureau's folder.

    Parameters
    ----------
    to : str
        The address of an empty PostgreSQL database, or `sqlite` for a new file in the folder.
    tell : callable, optional
        Is told each table's name and rows, part by part.

    Raises
    ------
    BadInput
        When the target is not empty or not fit, or the source has tables this version does not know.
    CheckFailed
        When a table differs afterwards, or the log is broken: nothing was switched, the target is empty.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    read_bureau(folder)
    say = tell or (lambda table, n: None)
    return _to_sqlite(folder, say) if to == TO_SQLITE else _to_postgresql(folder, to, say)


def _to_postgresql(folder: Path, to: str, say: Callable[[str, int], None]) -> Moved:
    file = folder / "records.sqlite3"
    if not file.is_file():
        raise NotFound(f"{folder} 中没有 records.sqlite3。只能从 SQLite 迁往 PostgreSQL。请核对路径。")
    start_django(folder, address=to)
    with _held_file(file) as held:
        with told() as connection, at_once():
            postgresql.expect_fit(connection)
            postgresql.expect_empty(connection)
            compared = _fill(Sqlite(held), Postgresql(connection), say)
        name_database(folder, postgresql.without_password(to))
        held.execute(
            "CREATE TRIGGER records_have_moved BEFORE INSERT ON audit_event"
            f" BEGIN SELECT RAISE(ABORT, '{MOVED}'); END"
        )
        held.execute("COMMIT")
    return Moved(compared, postgresql.without_password(to), str(file))


def _to_sqlite(folder: Path, say: Callable[[str, int], None]) -> Moved:
    address = postgresql.address_of(folder)
    if not address:
        raise BadInput(f"{folder} 的记录已在 SQLite 中。没有可迁回的。请核对 bureau.toml 的 database。")
    part, file = folder / "records.sqlite3.part", folder / "records.sqlite3"
    part.unlink(missing_ok=True)
    start_django(folder, file=part)
    part.touch(mode=0o600)
    try:
        with _held_server(address) as source, told() as connection:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=DELETE")
            compared = _fill(source, Sqlite(connection), say)
            connection.close()
            if file.exists():
                os.rename(file, file.with_name(f"records.{datetime.now():%Y%m%d-%H%M%S}.sqlite3"))
            os.rename(part, file)
            name_database(folder, "")
            source.ask(
                "CREATE FUNCTION records_have_moved() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION '{MOVED}'; END $$"
            )
            source.ask(
                "CREATE TRIGGER records_have_moved BEFORE INSERT ON audit_event"
                " FOR EACH STATEMENT EXECUTE FUNCTION records_have_moved()"
            )
            source.connection.commit()
    finally:
        for left in folder.glob(part.name + "*"):
            left.unlink()
    start_django(folder, file=file)
    return Moved(compared, str(file), postgresql.without_password(address))


@contextmanager
def _held_file(file: Path) -> Iterator[sqlite3.Connection]:
    """The source as it is, and nobody writes it meanwhile."""
    with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as held:
        try:
            held.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            raise Occupied(f"{file} 正在被别的程序写入。迁移期间不能有人写。请停止服务后重新运行。") from None
        if held.execute("SELECT 1 FROM sqlite_master WHERE name = 'records_have_moved'").fetchone():
            raise BadInput(f"{file} 的记录早先已迁出。它只留作存档。请核对 bureau.toml 的 database。")
        yield held


@contextmanager
def _held_server(address: str) -> Iterator[Postgresql]:
    """The same on a server: Django's own connection is the target's."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    held = DatabaseWrapper(connections.settings["default"] | postgresql.django_database(address), "source")
    with told(held):
        try:
            postgresql.expect_records(held)
            held.set_autocommit(False)
            source = Postgresql(held)
            names = ", ".join(map(quoted, source.tables()))
            held.commit()
            source.ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            source.ask(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
            yield source
        finally:
            held.close()


def _fill(source: Side, target: Side, say: Callable[[str, int], None]) -> tuple[Compared, ...]:
    """Make the target's tables, bring all rows over, compare both sides, and walk the log on the new one."""
    from xuezheng.records.audit.queries import first_broken_event
    from xuezheng.records.empty_tables import create_tables

    compared: list[Compared] = []

    def fill() -> None:
        server = source if isinstance(source, Postgresql) else target
        assert isinstance(server, Postgresql)
        columns = {table: server.columns(table) for table in _tables(source, target)}
        _expect_same_columns(source, target, columns)
        target.without_guards(
            lambda: compared.extend(
                _bring(source, target, table, columns[table], server.key(table), say) for table in columns
            )
        )
        target.count_on()

    create_tables(fill)
    if wrong := [one for one in compared if not one.is_same]:
        faults = [Fault(f"表 {one.table}：源 {one.rows} 行，目标 {one.target_rows} 行。") for one in wrong]
        raise CheckFailed("迁移后两边内容不符，没有切换。记录仍在原处，目标库是空的。", faults=faults)
    if (broken := first_broken_event()) is not None:
        raise CheckFailed(f"审计链在第 {broken} 条断开，没有切换。记录仍在原处。请先查明审计记录。")
    return tuple(compared)


def _tables(source: Side, target: Side) -> list[str]:
    """The tables of the source; the target has them too, or this version does not know the source."""
    found, known = source.tables(), set(target.tables())
    if unknown := [table for table in found if table not in known]:
        raise BadInput(f"源库中有本版本不认识的表：{'、'.join(unknown)}。没有迁移。请用建立它的版本迁移。")
    return found


def _expect_same_columns(source: Side, target: Side, columns: Mapping[str, Sequence[Column]]) -> None:
    file = source if isinstance(source, Sqlite) else target
    assert isinstance(file, Sqlite)
    faults = [
        Fault(
            f"表 {table} 的列不同：{'、'.join(sorted(different))}。",
            remedy="请先用本版本运行 xuezheng serve 升级。",
        )
        for table, listed in columns.items()
        if (different := file.column_names(table) ^ {column.name for column in listed})
    ]
    if faults:
        raise BadInput("源库与本版本的表结构不同，没有迁移。", faults=faults)


def _bring(
    source: Side,
    target: Side,
    table: str,
    columns: Sequence[Column],
    key: str,
    say: Callable[[str, int], None],
) -> Compared:
    """Copy one table, hash what left, then read it back from the other side and hash what came."""
    left, came = _Seen(columns), _Seen(columns)
    target.fill(table, columns, left.passing(source.rows(table, columns, key), lambda n: say(table, n)))
    for _ in came.passing(target.rows(table, columns, key), lambda n: None):
        pass
    return Compared(table, left.n, left.digest, came.n, came.digest)


class _Seen:
    """Counts and hashes rows that pass by, in their order."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.n = 0
        self._sum = hashlib.sha256(repr([column.name for column in columns]).encode())
        self._same = [(place, column.same) for place, column in enumerate(columns) if column.same]

    @property
    def digest(self) -> str:
        return self._sum.hexdigest()

    def passing(self, rows: Iterable[Row], say: Callable[[int], None]) -> Iterator[Row]:
        for row in rows:
            self._sum.update(self._told(row))
            self.n += 1
            if self.n % BATCH == 0:
                say(BATCH)
            yield row
        say(self.n % BATCH)

    def _told(self, row: Row) -> bytes:
        """One text for a row; a missing value is not an empty one."""
        if self._same:
            values = list(row)
            for place, same in self._same:
                values[place] = None if values[place] is None else same(values[place])
            row = tuple(values)
        return ("\x1e".join(["\x00" if value is None else str(value) for value in row]) + "\n").encode()
