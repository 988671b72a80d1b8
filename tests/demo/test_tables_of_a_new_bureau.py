"""A new bureau's tables, made at once, are those that the migrations make one by one."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

MAKE = """
import sys
from pathlib import Path
from xuezheng.records.database import start_django
start_django(Path(sys.argv[1]))
if sys.argv[2] == "at once":
    from xuezheng.records.empty_tables import create_tables
    create_tables()
else:
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
"""


def made(place: Path, how: str) -> sqlite3.Connection:
    place.mkdir()
    subprocess.run([sys.executable, "-c", MAKE, str(place), how], check=True, timeout=120)
    return sqlite3.connect(place / "records.sqlite3")


def parts(statement: str | None) -> list[str]:
    """What a statement holds, whatever the order: the migrations add some columns later."""
    inside = (statement or "").partition("(")[2].removesuffix(")")
    return sorted(part.strip() for part in re.split(r", (?=\"|CONSTRAINT)", inside))


def test_tables_made_at_once_are_those_of_the_migrations(tmp_path):
    at_once, one_by_one = made(tmp_path / "a", "at once"), made(tmp_path / "b", "one by one")
    shapes = [
        {
            (kind, name): parts(sql)
            for kind, name, sql in made_by.execute("SELECT type, name, sql FROM sqlite_master")
        }
        for made_by in (at_once, one_by_one)
    ]
    noted = [
        made_by.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
        for made_by in (at_once, one_by_one)
    ]
    heads = [made_by.execute("SELECT * FROM audit_head").fetchall() for made_by in (at_once, one_by_one)]

    assert shapes[0] == shapes[1]
    assert noted[0] == noted[1] != []
    assert heads[0] == heads[1] != []
