"""A server that stops, or a connection that is killed: a sentence, nothing half saved, and the next try works."""

import os
import signal
import subprocess
import sys
import time

from server_verbs import CLEAN, ask, begun, n_tables, verb

DESK = """
import sys
from pathlib import Path
from xuezheng.records.database import open_bureau
open_bureau(Path(sys.argv[1]), at_a_window=True)
from datetime import UTC, datetime
from django.db import close_old_connections, connection, Error
from xuezheng.records.accounts.queries import acting_person
from xuezheng.records.audit.actions import record_event
from xuezheng.records.postgresql import in_words
for line in sys.stdin:
    close_old_connections()  # as every request begins
    try:
        record_event(by=acting_person("bangong"), at=datetime.now(UTC), action="x", subject_kind="x", subject_code=line.strip())
        print("kept", flush=True)
    except Error as error:
        print(in_words(error.__cause__ or error), flush=True)
"""
BACKENDS = "FROM pg_stat_activity WHERE application_name = 'xuezheng' AND datname = 'bureau'"


def busy(url):
    """The backend of the verb that is at work, once it writes."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        found = ask(url, f"SELECT pid {BACKENDS} AND query LIKE 'COPY%'")
        if found:
            return found[0][0]
        time.sleep(0.02)
    raise AssertionError("nothing was written")


def test_a_killed_connection_saves_nothing_and_the_next_try_works(own_server, tmp_path):
    ask(own_server.url(), "CREATE DATABASE bureau")
    url, city = own_server.url("bureau"), tmp_path / "city"
    process = begun("demo", city, "--pupils", 20_000, "--records-only", url=url)

    os.kill(busy(url), signal.SIGKILL)  # the server starts all its connections anew
    out, told = process.communicate(timeout=120)

    assert process.returncode == 2 and "Traceback" not in told, told
    assert "数据库没有完成这次办理" in told and "请" in told
    assert not city.exists() and list(tmp_path.iterdir()) == []
    own_server._wait_until_it_answers()
    assert n_tables(url) == 0
    verb("demo", city, "--pupils", 2000, "--records-only", url=url)


def test_a_killed_verb_leaves_the_database_empty(own_server, tmp_path):
    ask(own_server.url(), "CREATE DATABASE bureau")
    url = own_server.url("bureau")
    process = begun("demo", tmp_path / "city", "--pupils", 20_000, "--records-only", url=url)
    busy(url)

    process.kill()
    process.communicate()

    deadline = time.monotonic() + 20
    while ask(url, f"SELECT 1 {BACKENDS}"):
        assert time.monotonic() < deadline, "the server still works for a client that is gone"
        time.sleep(0.1)
    assert n_tables(url) == 0


def test_a_desk_outlives_a_restart_of_its_database(own_server, tmp_path):
    ask(own_server.url(), "CREATE DATABASE bureau")
    url, city = own_server.url("bureau"), tmp_path / "city"
    verb("found", city, "--name", "某市教育局", "--city", "某市", "--code", "990100", url=url)
    line = [sys.executable, "-c", DESK, str(city)]
    desk = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=CLEAN)

    def say(word):
        desk.stdin.write(f"{word}\n")
        desk.stdin.flush()
        return desk.stdout.readline()

    assert say("one") == "kept\n"
    own_server.stop()
    started = time.monotonic()
    assert "数据库没有完成这次办理" in say("two") and time.monotonic() - started < 10
    own_server.start()
    assert say("three") == "kept\n"
    desk.communicate()
    found = ask(url, "SELECT subject_code FROM audit_event WHERE action = 'x' ORDER BY seq")
    assert found == [("one",), ("three",)]


def test_a_lock_that_is_held_is_told_within_seconds(own_server, tmp_path):
    ask(own_server.url(), "CREATE DATABASE bureau")
    url, city = own_server.url("bureau"), tmp_path / "city"
    verb("found", city, "--name", "某市教育局", "--city", "某市", "--code", "990100", url=url)
    line = [sys.executable, "-c", DESK, str(city)]

    import psycopg

    with psycopg.connect(url) as other:
        other.execute("SELECT * FROM audit_head FOR UPDATE")
        started = time.monotonic()
        done = subprocess.run(line, input="one\n", capture_output=True, text=True, env=CLEAN, timeout=60)

    assert "别人正在写" in done.stdout and time.monotonic() - started < 15
    assert ask(url, "SELECT count(*) FROM audit_event WHERE action = 'x'") == [(0,)]
