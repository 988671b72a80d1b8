"""A bureau's folder: bureau.toml, secret.key, sealing.keys, snapshots/, documents/, and records.sqlite3 unless on PostgreSQL."""

import json
import os
import secrets
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound
from xuezheng.records import postgresql

FORMAT = 1
#: What a database says to whoever still writes to it after its records were moved elsewhere.
MOVED = "the records have moved"


@dataclass(frozen=True)
class Bureau:
    """What `bureau.toml` says, and where the records are.

    `clock` is set for the example city only, where today is a fixed day.

    `address` is empty when the records are the folder's own SQLite file; it may hold a password.
    """

    folder: Path
    name: str
    city: str
    city_code: str
    clock: date | None = None
    address: str = ""

    @property
    def today(self) -> date:
        """The day that work on this folder takes for today."""
        return self.clock or date.today()


def open_bureau(folder: Path, *, at_a_window: bool = False) -> Bureau:
    """Read a bureau's folder and point Django at its records.

    Raises
    ------
    NotFound
        When the folder or one of its two files is not there.
    BadInput
        When `bureau.toml` cannot be read or was written by another version, or the database is not fit.
    CannotFinish
        When the database cannot be reached.
    """
    bureau = read_bureau(folder)
    if not bureau.address and not (folder / "records.sqlite3").is_file():
        raise NotFound(
            f"{folder} 中没有 records.sqlite3，不是教育局文件夹，或不完整。请核对路径；"
            "记录若在 PostgreSQL 中，请设置 DATABASE_URL。"
        )
    start_django(folder, at_a_window=at_a_window)
    if bureau.address:
        with told() as connection:
            postgresql.expect_records(connection)
            postgresql.expect_fit(connection)
    return bureau


def read_bureau(folder: Path) -> Bureau:
    """Read `bureau.toml` without touching the records."""
    file = folder / "bureau.toml"
    if not file.is_file():
        raise NotFound(f"{folder} 不是教育局文件夹：其中没有 bureau.toml。可用 xuezheng demo 生成一个示例。")
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        clock = date.fromisoformat(said["clock"]) if "clock" in said else None
        address = postgresql.address_of(folder)
        bureau = Bureau(folder, said["name"], said["city"], said["city_code"], clock, address)
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise BadInput(f"{file} 无法读取（{error}）。其中须有 name、city 和 city_code。") from None
    if said.get("format") != FORMAT:
        raise BadInput(f"{file} 的格式为 {said.get('format')}，本版本读取格式 {FORMAT}。请用相应版本打开。")
    return bureau


def create_bureau(folder: Path, *, name: str, city: str, city_code: str, clock: date | None = None) -> Bureau:
    """Make the files and the empty tables of a bureau in an existing empty folder.

    The folder becomes its maker's alone: children's names are in the records.
    """
    address = postgresql.address_of(folder)
    fields = {
        "name": name,
        "city": city,
        "city_code": city_code,
        "clock": clock.isoformat() if clock else None,
        "database": postgresql.without_password(address) if address else None,
    }
    start_django(folder)
    if address:  # before anything is written
        with told() as connection:
            postgresql.expect_fit(connection)
            postgresql.expect_empty(connection)
    for part in ("snapshots", "documents"):
        (folder / part).mkdir()
    _write_bureau(folder, fields)
    folder.chmod(0o700)
    for private in ("secret.key", *(() if address else ("records.sqlite3",))):  # SQLite's side files follow
        (folder / private).touch(mode=0o600)
    (folder / "secret.key").write_text(secrets.token_urlsafe(48), encoding="ascii")
    from xuezheng.records.empty_tables import create_tables  # needs Django ready
    from xuezheng.records.sealing import provide_keys

    provide_keys()
    create_tables()
    return read_bureau(folder)


def name_database(folder: Path, address: str) -> None:
    """Say in `bureau.toml` where the records are; an empty address means the folder's own file."""
    lines = (folder / "bureau.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.partition("=")[0].strip() != "database"]
    if address:
        kept.insert(1, f"database = {json.dumps(address, ensure_ascii=False)}")
    _write_whole(folder / "bureau.toml", "\n".join(kept) + "\n")


def _write_bureau(folder: Path, fields: Mapping[str, str | None]) -> None:
    lines = [f"format = {FORMAT}"]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value]
    _write_whole(folder / "bureau.toml", "\n".join(lines) + "\n")


def _write_whole(place: Path, text: str) -> None:
    """On the disk under its name, or not at all."""
    beside = place.with_name(f".{place.name}.part")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, place)


def size_of_records(bureau: Bureau) -> int:
    """Bytes that the records of an open bureau take."""
    if not bureau.address:
        return (bureau.folder / "records.sqlite3").stat().st_size
    with told() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


@contextmanager
def at_once() -> Iterator[None]:
    """Tables and first rows of a new bureau in one transaction on a server, which has no folder to throw away."""
    from django.db import connection, transaction

    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        yield


@contextmanager
def or_emptied() -> Iterator[Callable[[], None]]:
    """On a server: when the work fails after its rows were kept, the database is as empty as it was found.

    Gives what is to be called once the rows are kept; before that the transaction takes care.
    """
    kept: list[bool] = []
    try:
        yield lambda: kept.append(True)
    except BaseException:
        from django.db import connection

        if kept and connection.vendor == "postgresql":
            postgresql.empty(connection)
        raise


def start_django(
    folder: Path, *, at_a_window: bool = False, address: str | None = None, file: Path | None = None
) -> None:
    """Set Django up once a process, and point its database at the records of `folder`.

    A move names the other place itself: another `address`, or another `file`.
    """
    import django
    from django.conf import settings
    from django.db import connections

    os.environ["XUEZHENG_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.records.settings")
    if address is None and file is None:
        address = postgresql.address_of(folder)
    wanted = postgresql.django_database(address, at_a_window=at_a_window) if address else None
    django.setup()
    if wanted is None:
        wanted = settings.SQLITE | {"NAME": str(file or Path(folder) / "records.sqlite3")}
    held = settings.DATABASES["default"]
    if any(str(held.get(key)) != str(value) for key, value in wanted.items()):
        connections["default"].close()
        is_same_kind = held["ENGINE"] == wanted["ENGINE"]
        held |= wanted
        if is_same_kind:
            connections["default"].settings_dict.update(wanted)
        else:
            del connections["default"]  # the next use makes one of the other kind


@contextmanager
def told(connection: Any = None) -> Iterator[Any]:
    """A connection, Django's own if none is given; what the server refuses is told in words."""
    from django.db import Error
    from django.db import connection as own

    try:
        yield connection or own
    except Error as error:
        raise (postgresql.in_words(error.__cause__ or error) or error) from None
