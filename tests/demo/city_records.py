"""Run a verb as a person would; read a city's records with plain SQLite."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = "from xuezheng.cli.main import run; run()"


def xuezheng(*words: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a verb as a person would."""
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, timeout=300, **more)


def query(city: Path, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a city's records."""
    connection = sqlite3.connect(f"file:{city / 'records.sqlite3'}?mode=ro", uri=True)
    try:
        return connection.execute(statement, values).fetchall()
    finally:
        connection.close()
