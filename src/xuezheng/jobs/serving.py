"""Serve a bureau's desk and portal on this machine, with the worker that does long work."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from xuezheng.errors import Occupied
from xuezheng.records.database import Bureau, open_bureau, read_bureau

HERE = "127.0.0.1"
#: Named, not imported: the doors stand above the jobs.
WEB = "xuezheng.web.settings"
WORKER = "xuezheng.web.worker"


def serve(folder: Path, port: int, *, tell: Callable[[str], object]) -> None:
    """Serve until stopped.

    Raises
    ------
    NotFound
        When the folder is not a bureau's.
    Occupied
        When another program listens on the port.
    """
    from granian import Granian
    from granian.constants import Interfaces

    os.environ["DJANGO_SETTINGS_MODULE"] = WEB
    bureau = open_bureau(folder)
    _must_be_free(port)
    _bring_tables_up_to_date()
    for line in _told(bureau, port):
        tell(line)
    tell("按 Ctrl-C 停止。")
    with _worker_beside(folder):
        Granian(
            "xuezheng.web.wsgi:application",
            factory=True,
            address=HERE,
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=4,
            log_enabled=False,
        ).serve()


def show_door(folder: Path, port: int, *, tell: Callable[[str], object]) -> None:
    """Say how the desk is opened and who may sign in, without opening it."""
    tell(f"打开工作台和门户：xuezheng serve {folder} --port {port}")
    for line in _told(read_bureau(folder), port):
        tell(line)


def _told(bureau: Bureau, port: int) -> Iterator[str]:
    """The address; for the example city its accounts as well."""
    yield f"{bureau.name}：http://{HERE}:{port}/ （门户）  http://{HERE}:{port}/desk/ （工作台）"
    if bureau.clock is not None:
        from xuezheng.jobs.demo.accounts import PASSWORD, ROLES

        yield f"示例账号（密码都是 {PASSWORD}）：" + "、".join(f"{name} {role}" for name, role in ROLES)


@contextmanager
def _worker_beside(folder: Path) -> Iterator[None]:
    """The worker's process beside the server, started again whenever it dies."""
    over = threading.Event()
    held: list[subprocess.Popen[bytes]] = []

    def keep_one() -> None:
        while not over.is_set():
            held[:] = [subprocess.Popen([sys.executable, "-m", WORKER, str(folder)])]  # noqa: S603
            held[0].wait()
            over.wait(1)

    keeper = threading.Thread(target=keep_one, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        for worker in held:
            worker.terminate()
        keeper.join(timeout=10)


def _bring_tables_up_to_date() -> None:
    """A folder of an earlier version, or one never served, lacks tables; nothing that is there changes."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0, interactive=False)
    from xuezheng.records.registers.actions import spell_new_names

    spell_new_names()  # else the first search would wait for it
    connections.close_all()


def _must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, port))
        except OSError:
            raise Occupied(f"端口 {port} 已被别的程序占用。请用 --port 换一个端口。") from None
