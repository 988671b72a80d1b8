"""A bureau's folder: bureau.toml, records.sqlite3, secret.key, snapshots/, documents/."""

import json
import os
import secrets
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xuezheng.errors import BadInput, NotFound

FORMAT = 1


@dataclass(frozen=True)
class Bureau:
    """What `bureau.toml` says. `clock` is set for the example city only, where today is a fixed day."""

    folder: Path
    name: str
    city: str
    city_code: str
    clock: date | None = None

    @property
    def today(self) -> date:
        """The day that work on this folder takes for today."""
        return self.clock or date.today()


def open_bureau(folder: Path) -> Bureau:
    """Read a bureau's folder and point Django at its records.

    Raises
    ------
    NotFound
        When the folder or one of its two files is not there.
    BadInput
        When `bureau.toml` cannot be read or was written by another version.
    """
    bureau = read_bureau(folder)
    if not (folder / "records.sqlite3").is_file():
        raise NotFound(f"{folder} 中没有 records.sqlite3，不是教育局文件夹，或不完整。请核对路径。")
    start_django(folder)
    return bureau


def read_bureau(folder: Path) -> Bureau:
    """Read `bureau.toml` without touching the records."""
    file = folder / "bureau.toml"
    if not file.is_file():
        raise NotFound(f"{folder} 不是教育局文件夹：其中没有 bureau.toml。可用 xuezheng demo 生成一个示例。")
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        clock = date.fromisoformat(said["clock"]) if "clock" in said else None
        bureau = Bureau(folder, said["name"], said["city"], said["city_code"], clock)
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise BadInput(f"{file} 无法读取（{error}）。其中须有 name、city 和 city_code。") from None
    if said.get("format") != FORMAT:
        raise BadInput(f"{file} 的格式为 {said.get('format')}，本版本读取格式 {FORMAT}。请用相应版本打开。")
    return bureau


def create_bureau(folder: Path, *, name: str, city: str, city_code: str, clock: date | None = None) -> Bureau:
    """Make the files and the empty tables of a bureau in an existing empty folder.

    The folder becomes its maker's alone: children's names are in the records.
    """
    lines = [f"format = {FORMAT}"]
    fields = {"name": name, "city": city, "city_code": city_code, "clock": clock and clock.isoformat()}
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value]
    for part in ("snapshots", "documents"):
        (folder / part).mkdir()
    (folder / "bureau.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    folder.chmod(0o700)
    for private in ("secret.key", "records.sqlite3"):  # SQLite gives its side files the same mode
        (folder / private).touch(mode=0o600)
    (folder / "secret.key").write_text(secrets.token_urlsafe(48), encoding="ascii")
    start_django(folder)
    from xuezheng.records.empty_tables import create_tables  # needs Django ready

    create_tables()
    return read_bureau(folder)


def start_django(folder: Path) -> None:
    """Set Django up once a process, and point its database at `folder`."""
    import django
    from django.conf import settings
    from django.db import connections

    os.environ["XUEZHENG_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.records.settings")
    django.setup()
    name = str(Path(folder) / "records.sqlite3")
    if str(settings.DATABASES["default"]["NAME"]) != name:
        connections["default"].close()
        settings.DATABASES["default"]["NAME"] = name
        connections["default"].settings_dict["NAME"] = name
