"""`serve` opens desk and portal on this machine, or says why it cannot."""

import socket
import subprocess
import sys
import time
import urllib.request

import pytest

MAKE = """
import sys
from pathlib import Path
from xuezheng.records.database import create_bureau
create_bureau(Path(sys.argv[1]), name="某市教育局", city="某市", city_code="990100")
"""
RUN = "from xuezheng.cli.main import run; run()"


@pytest.fixture
def folder(tmp_path):
    subprocess.run([sys.executable, "-c", MAKE, str(tmp_path)], check=True, timeout=120)
    return tmp_path


@pytest.fixture
def taken():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_the_door_opens_and_its_styles_come_from_this_machine(folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-c", RUN, "serve", str(folder), "--port", str(port)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        try:
            page = _page(f"http://127.0.0.1:{port}/account/sign-in/")
            styles = _page(f"http://127.0.0.1:{port}/static/shown/shown.css")
        finally:
            server.terminate()

    assert "学政" in page and 'name="login"' in page
    assert len(styles) > 1000


def test_a_port_in_use_is_told_with_what_to_do(folder, taken):
    line = [sys.executable, "-c", RUN, "serve", str(folder), "--port", str(taken)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60)

    assert done.returncode == 2
    assert f"端口 {taken} 已被别的程序占用" in done.stderr


def _page(address: str) -> str:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"{address} never answered")
