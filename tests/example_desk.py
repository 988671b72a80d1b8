"""The example city behind desk and portal: one built a run, walked in process or in a real browser."""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from databases import copied, environment

PROGRAM = "from xuezheng.cli.main import run; run()"
PUPILS = 2000
PASSWORD = "Example-Only-2026"
ROLES = ("juzhang", "bangong", "jijiao", "quju", "xuexiao", "duxue", "xitong", "anquan", "shenji")
CHROMIUM = "/usr/bin/chromium"


def city_of(run: Path) -> Path:
    """The small city of this run, with its snapshot; the first test process that asks builds it."""
    place = run / "desk-city"
    with (run / "desk-city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "bureau.toml").is_file():
            _verb("demo", place, "--pupils", str(PUPILS), "--seed", "desk")
            _bring_up_to_date(place)
    return place


def own_city(run: Path, place: Path) -> Path:
    """A copy that a test may change as it likes."""
    return copied(city_of(run), place)


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Django of this process, on the records of a folder; all that is written is taken back at the end."""
    from django.conf import settings
    from django.db import connections, transaction

    from xuezheng.records.database import open_bureau
    from xuezheng.web.shown import bureau

    aside = connections["default"]  # a database in memory does not close: it would go on being asked
    del connections["default"]
    folder_before, settings_before = settings.FOLDER, dict(settings.DATABASES["default"])
    held = os.environ.get("XUEZHENG_DIR")
    with _database_url_of(folder):
        open_bureau(folder)
    settings.FOLDER = folder
    bureau._read.cache_clear()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        connections["default"].close()
        connections["default"] = aside
        settings.DATABASES["default"].clear()
        settings.DATABASES["default"].update(settings_before)
        settings.FOLDER = folder_before
        bureau._read.cache_clear()
        os.environ.pop("XUEZHENG_DIR", None)
        if held is not None:
            os.environ["XUEZHENG_DIR"] = held


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Server and worker on a folder, as `xuezheng serve` starts them; gives the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-c", PROGRAM, "serve", str(folder), "--port", str(port)]
    told = (folder / "served.txt").open("wb")  # noqa: SIM115  (the server writes to it until it ends)
    server = subprocess.Popen(line, env=environment([folder]), stdout=told, stderr=told)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=15)
        server.kill()
        told.close()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert server.poll() is None, "the server stopped"
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/account/sign-in/", timeout=5):
            return
        time.sleep(0.25)
    raise AssertionError(f"{address} never answered")


def _verb(*words: object) -> None:
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(line, env=environment(words), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


_UP_TO_DATE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.web.settings"
from pathlib import Path
from xuezheng.records.database import open_bureau
open_bureau(Path(sys.argv[1]))
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


def _bring_up_to_date(folder: Path) -> None:
    line = [sys.executable, "-c", _UP_TO_DATE, str(folder)]
    subprocess.run(line, env=environment([folder]), check=True)


@contextlib.contextmanager
def _database_url_of(folder: Path) -> Iterator[None]:
    wanted = environment([folder]).get("DATABASE_URL")
    kept = os.environ.get("DATABASE_URL")
    if wanted:
        os.environ["DATABASE_URL"] = wanted
    try:
        yield
    finally:
        os.environ.pop("DATABASE_URL", None)
        if kept is not None:
            os.environ["DATABASE_URL"] = kept


def run_folder(tmp_path_factory: object) -> Path:
    """One folder for all processes of a run."""
    base = Path(tmp_path_factory.getbasetemp())  # type: ignore[attr-defined]
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def forget(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
