"""Results day: looking up one's own result, against the same server's trivial Django view without middleware.

`python -m benchmarks.lookup [results]`; needs `wrk` (Debian: apt-get install wrk). Server, worker count and
load generator share this machine's cores; the two runs follow each other.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

CONNECTIONS, SECONDS = 256, 8
TRIVIAL = """
import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="x")
django.setup()
BODY = b" " * {size}
urlpatterns = [path("r/", lambda request: HttpResponse(BODY))]
def application():
    from django.core.wsgi import get_wsgi_application
    return get_wsgi_application()
"""
SERVER = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian(sys.argv[1], factory=True, address="127.0.0.1", port=int(sys.argv[2]), interface=Interfaces.WSGI,
        workers=2, blocking_threads=1, log_enabled=False).serve()
"""
PREPARE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.web.settings"
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xuezheng.records.database import open_bureau
folder, n = Path(sys.argv[1]), int(sys.argv[2])
open_bureau(folder)
from django.core.management import call_command
call_command("migrate", verbosity=0)
from xuezheng.records.decisions.actions import prepare_publication
from xuezheng.records.decisions.models import Decision, Publication
from xuezheng.records.accounts.models import User
decision = Decision.objects.exclude(approved_on=None).first()
at = datetime(2026, 1, 15, 9, tzinfo=timezone.utc)
results = [(f"2026{i:07d}", f"姓名代码\\tK{i:07d}\\n总分\\t{i % 700}\\n位次\\t{i}\\n录取学校\\t示例中学") for i in range(n)]
made, codes = prepare_publication(decision=decision, title="成绩", number_name="准考证号",
    stands_at=at + timedelta(hours=1), results=results, files=[], by=User.objects.get(username="bangong"), at=at)
Publication.objects.update(stands_at=at - timedelta(days=1))
with open(sys.argv[3], "w") as out:
    out.write("\\n".join(f"publication={made.pk}&number={number}&code={code}" for number, code in codes))
"""
LUA = """
local bodies = {{}}
for line in io.lines("{bodies}") do bodies[#bodies + 1] = line end
math.randomseed(7)
request = function()
  return wrk.format("POST", "/r/", {{["Content-Type"] = "application/x-www-form-urlencoded"}}, bodies[math.random(#bodies)])
end
"""


def main(n: int) -> None:
    """Measure and print."""
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        city, bodies, script = work / "city", work / "bodies.txt", work / "ask.lua"
        _run(
            "-c",
            "from xuezheng.cli.main import run; run()",
            "demo",
            str(city),
            "--pupils",
            "2000",
            "--records-only",
        )
        began = time.perf_counter()
        _run("-c", PREPARE, str(city), str(n), str(bodies))
        print(f"{n:,} results prepared in {time.perf_counter() - began:.1f} s")
        script.write_text(LUA.format(bodies=bodies), encoding="utf-8")
        (work / "trivial.py").write_text(TRIVIAL.format(size=8192), encoding="utf-8")
        shown = []
        for name, target in (
            ("trivial view", "trivial:application"),
            ("look-up", "xuezheng.web.wsgi:application"),
        ) * 2:
            with _served(target, work, city) as (port, pids):
                before = _cpu(pids)
                said = subprocess.run(
                    ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", str(script), f"http://127.0.0.1:{port}"],
                    capture_output=True, text=True, check=True,
                ).stdout  # fmt: skip
                used = _cpu(pids) - before
            rate, total = (
                float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
                int(re.search(r"(\d+) requests in", said)[1]),
            )
            p50, p99 = (re.search(rf"{p}%\s+(\S+)", said)[1] for p in (50, 99))
            wrong = re.search(r"Non-2xx.*: (\d+)", said)
            shown.append((name, rate, used / total * 1e6))
            print(f"{name:14} {rate:8,.0f} requests/s  p50 {p50} p99 {p99}  {used / total * 1e6:5.0f} µs CPU a request"
                  f"{'  NOT ANSWERED: ' + wrong[1] if wrong else ''}")  # fmt: skip
        best = {name: max(rate for one, rate, _cpu_ in shown if one == name) for name, _r, _c in shown}
        print(f"look-up / trivial view: {best['look-up'] / best['trivial view']:.2f}")


@contextlib.contextmanager
def _served(target: str, work: Path, city: Path) -> Iterator[tuple[int, list[int]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(work), "XUEZHENG_DIR": str(city)}
    server = subprocess.Popen([sys.executable, "-c", SERVER, target, str(port)], env=environment, cwd=work)
    try:
        for _ in range(120):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/r/", data=b"number=1&code=2", timeout=2
                ).read()
                break
            time.sleep(0.25)
        yield port, _family(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _family(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in told for member in _family(int(child)))]


def _cpu(pids: list[int]) -> float:
    ticks = os.sysconf("SC_CLK_TCK")
    spent = 0.0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / ticks
    return spent


def _run(*words: str) -> None:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
