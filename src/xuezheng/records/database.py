"""A bureau's folder: bureau.toml, records.sqlite3, snapshots/, documents/."""

import json
import os
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
        raise NotFound(f"{folder} has no records.sqlite3. It is not a bureau's folder, or it is incomplete.")
    start_django(folder)
    return bureau


def read_bureau(folder: Path) -> Bureau:
    """Read `bureau.toml` without touching the records."""
    file = folder / "bureau.toml"
    if not file.is_file():
        raise NotFound(
            f"{folder} is not a bureau's folder: it has no bureau.toml. Make one with xuezheng demo."
        )
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        clock = date.fromisoformat(said["clock"]) if "clock" in said else None
        bureau = Bureau(folder, said["name"], said["city"], said["city_code"], clock)
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise BadInput(f"{file} cannot be read ({error}). It needs name, city and city_code.") from None
    if said.get("format") != FORMAT:
        raise BadInput(f"{file} says format {said.get('format')}; this version reads format {FORMAT}.")
    return bureau


def create_bureau(folder: Path, *, name: str, city: str, city_code: str, clock: date | None = None) -> Bureau:
    """Make the files and the empty tables of a bureau in an existing empty folder."""
    from django.core.management import call_command

    lines = [f"format = {FORMAT}"]
    fields = {"name": name, "city": city, "city_code": city_code, "clock": clock and clock.isoformat()}
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value]
    for part in ("snapshots", "documents"):
        (folder / part).mkdir()
    (folder / "bureau.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    start_django(folder)
    call_command("migrate", verbosity=0)
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
