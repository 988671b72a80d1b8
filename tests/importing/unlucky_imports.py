"""Imports and undoings in a process of their own, warm, so that a kill hits the work and not the start.

Words come on standard input, one a line: a verb (`run` or `undo`), what befalls it, and how much of that.
What it ended with goes out: a JSON line with the exit status and what was said.
"""

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any


class Stopped(Exception):
    """Somebody closed the page."""


def _limited(kilobytes: float) -> None:
    """SQLite may write so much: more is as if the disk were full (`PRAGMA max_page_count`)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + int(kilobytes / 4)}")


def _failing(kilobytes: float) -> None:
    """Every write beyond so much fails."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = int(kilobytes * 1024)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _step(befalls: str, at: float) -> Any:
    """Stop, or lose the connection, at a share of the stage of writing."""

    def step(done: int, total: int, stage: str) -> None:
        if stage not in ("写入", "撤销") or done < at * total:
            return
        if befalls == "stopped":
            raise Stopped("中止")
        if befalls == "cut":
            _cut_the_others()

    return step


def _cut_the_others() -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _do(folder: Path, register: str, file: Path, verb: str, befalls: str, much: float) -> str:
    from xuezheng.errors import XuezhengError
    from xuezheng.jobs import importing

    {"full": _limited, "failing": _failing}.get(befalls, lambda much: None)(much)
    step = _step(befalls, much)
    try:
        if verb == "run":
            importing.run_file(folder, register, file, step=step)
        else:
            importing.undo_batch(folder, step=step)
    except XuezhengError as error:
        return str(error)
    except Stopped as error:
        return str(error)
    return ""


def main(folder: Path, register: str, file: Path) -> None:
    """Do what the lines say, each in a child of this process."""
    from xuezheng.records.database import open_bureau

    open_bureau(folder)
    from django.db import connections

    import xuezheng.records.intake.actions.checking  # noqa: F401  what every child needs

    connections.close_all()
    for line in sys.stdin:
        verb, befalls, much = line.split()
        out, into = os.pipe()
        begun = time.perf_counter()
        child = os.fork()
        if not child:
            said = "?"
            try:
                said = _do(folder, register, file, verb, befalls, float(much))
            finally:
                os.write(into, said.encode())
                os._exit(0)
        os.close(into)
        if befalls == "killed":
            time.sleep(float(much))
            os.kill(child, signal.SIGKILL)
        with os.fdopen(out, encoding="utf-8") as told:
            said = told.read()
        status = os.waitpid(child, 0)[1]
        seconds = time.perf_counter() - begun
        print(json.dumps({"status": status, "said": said, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
