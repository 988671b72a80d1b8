"""Verbs against a PostgreSQL of the tests' own, whichever database the rest of the run is on."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

PROGRAM = "from xuezheng.cli.main import run; run()"
HIDDEN = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "XUEZHENG_DIR")
CLEAN = {key: value for key, value in os.environ.items() if key not in HIDDEN}


def begun(*words: object, url: str = "") -> subprocess.Popen[str]:
    """Start a verb as a person would."""
    env = CLEAN | ({"DATABASE_URL": url} if url else {})
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def verb(*words: object, url: str = "", code: int = 0) -> str:
    """Run a verb; no outcome shows a traceback."""
    process = begun(*words, url=url)
    out, told = process.communicate(timeout=180)
    assert process.returncode == code, out + told
    assert "Traceback" not in told
    return out + told


def ask(url: str, statement: str) -> list[tuple]:
    """Rows of a database, past the program."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


def new_database(server: str, name: str, how: str = "") -> str:
    """An empty database; gives its address."""
    ask(server.format(name="postgres"), f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    ask(server.format(name="postgres"), f'CREATE DATABASE "{name}" {how}')
    return server.format(name=name)


def n_tables(url: str) -> int:
    return ask(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")[0][0]


def only_snapshot(folder: Path) -> Path:
    (found,) = (folder / "snapshots").glob("*/manifest.json")
    return found.parent
