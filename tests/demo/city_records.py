"""Run a verb as a person would; read a city's records past the program."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from databases import environment, opened

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = "from xuezheng.cli.main import run; run()"


def xuezheng(*words: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a verb as a person would."""
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, timeout=300, env=environment(words), **more)


def query(city: Path, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a city's records."""
    with opened(city) as records:
        return records.execute(statement, values).fetchall()
