"""Records move to a server and back, and are the same; or they stay where they are."""

import json
import shutil
import signal
import sqlite3
import time

import pytest
from server_verbs import ask, begun, n_tables, only_snapshot, verb


@pytest.fixture
def city(on_file, tmp_path):
    return shutil.copytree(on_file, tmp_path / "city")


def changed(city, statement):
    with sqlite3.connect(city / "records.sqlite3") as records:
        records.execute(statement)


def test_there_and_back_the_records_are_the_same(city, empty):
    before = only_snapshot(city)

    moved = json.loads(verb("move", city, "--to", empty, "--json"))
    assert moved["rows"] > 25_000 and len(moved["tables"]) > 90
    assert all(len(table["sha256"]) == 64 for table in moved["tables"])
    shutil.rmtree(before)
    assert verb("freeze", city).startswith(before.name)
    told = verb("case", "open", city, "--area", "990102", "--topic", "招生入学", "--channel", "mayor_line",
                "--received", "2026-01-12", "--phone", "19909998888", "--json")  # fmt: skip

    verb("move", city, "--to", "sqlite")
    assert "database" not in (city / "bureau.toml").read_text()
    assert json.loads(told[: told.rindex("}") + 1])["code"] in verb("case", "list", city, "--all", "--json")
    shutil.rmtree(city / "snapshots" / before.name)
    assert not verb("freeze", city).startswith(before.name)
    changed(city, "DELETE FROM casework_dispatch WHERE case_id = (SELECT max(code) FROM casework_case)")
    changed(city, "DELETE FROM casework_case WHERE code = (SELECT max(code) FROM casework_case)")
    assert verb("freeze", city).startswith(before.name)


def test_where_the_records_were_takes_no_more_and_is_kept(city, empty):
    before = (city / "bureau.toml").read_text()
    verb("move", city, "--to", empty)

    with pytest.raises(sqlite3.IntegrityError, match="the records have moved"):
        changed(city, "INSERT INTO audit_event SELECT * FROM audit_event LIMIT 1")
    (city / "bureau.toml").write_text(before)  # a service that was never restarted
    told = verb("case", "open", city, "--area", "990102", "--topic", "招生入学", "--channel", "mayor_line",
                "--received", "2026-01-12", "--phone", "19909998888", code=2)  # fmt: skip
    assert "这些记录已迁到别处" in told
    assert "早先已迁出" in verb("move", city, "--to", empty, code=2)


def test_moments_amounts_and_missing_values_come_as_they_were(city, empty):
    changed(city, "UPDATE programmes_fund SET amount_yuan = 999999999999.99 WHERE rowid = 1")
    verb("move", city, "--to", empty)

    with sqlite3.connect(city / "records.sqlite3") as records:
        (said,) = records.execute("SELECT at FROM audit_event ORDER BY seq LIMIT 1").fetchone()
        (empties,) = records.execute(
            "SELECT count(*) FROM registers_school WHERE closed_on IS NULL"
        ).fetchone()
    assert ask(empty, "SELECT max(amount_yuan)::text FROM programmes_fund") == [("999999999999.99",)]
    ((at,),) = ask(
        empty,
        "SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') FROM audit_event ORDER BY seq LIMIT 1",
    )
    assert at == said[:19]
    assert ask(empty, "SELECT count(*) FROM registers_school WHERE closed_on IS NULL") == [(empties,)]


def test_the_password_is_used_and_written_nowhere(city, own_server):
    ask(own_server.url(), "CREATE DATABASE bureau")

    told = verb("move", city, "--to", own_server.url_with_password("bureau"))

    written = (city / "bureau.toml").read_text()
    assert own_server.password not in told + written and "postgresql://postgres@127.0.0.1" in written
    assert "口令没有写入" in told
    assert "没有给出密码" in verb("freeze", city, code=2)
    verb("freeze", city, url=own_server.url_with_password("bureau"))


def test_what_is_there_is_never_written_over(city, empty):
    before = (city / "bureau.toml").read_text()
    ask(empty, "CREATE TABLE theirs (a int)")

    assert "不是空的" in verb("move", city, "--to", empty, code=2)

    assert ask(empty, "SELECT count(*) FROM theirs") == [(0,)] and n_tables(empty) == 1
    assert (city / "bureau.toml").read_text() == before


def test_a_broken_log_is_not_carried_over(city, empty):
    before = (city / "bureau.toml").read_text()
    changed(city, "DROP TRIGGER audit_event_never_changes")
    changed(city, "UPDATE audit_event SET action = 'x' WHERE seq = 1")

    assert "审计链在第 1 条断开" in verb("move", city, "--to", empty, code=3)

    assert n_tables(empty) == 0
    assert (city / "bureau.toml").read_text() == before


def test_a_table_nobody_knows_stops_the_move(city, empty):
    changed(city, "CREATE TABLE strange (a int)")
    assert "不认识的表：strange" in verb("move", city, "--to", empty, code=2)
    changed(city, "DROP TABLE strange")
    changed(city, "ALTER TABLE registers_area ADD COLUMN strange int")
    assert "表 registers_area 的列不同：strange" in verb("move", city, "--to", empty, code=2)
    assert n_tables(empty) == 0


def test_nobody_writes_while_the_records_move(city, empty):
    with sqlite3.connect(city / "records.sqlite3", isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        waiting = begun("move", city, "--to", empty)
        time.sleep(4)
        assert waiting.poll() is None and n_tables(empty) == 0
        writer.execute("COMMIT")
    assert waiting.wait(120) == 0, waiting.communicate()


def test_killed_in_the_middle_the_target_is_empty_and_the_source_in_use(city, empty):
    before = (city / "bureau.toml").read_text()
    for part in (0.2, 0.7):
        process = begun("move", city, "--to", empty)
        deadline = time.monotonic() + 60
        while not _is_busy(empty):
            assert process.poll() is None and time.monotonic() < deadline
        time.sleep(part)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        while _is_busy(empty):
            time.sleep(0.05)
        if (city / "bureau.toml").read_text() == before:  # it was not faster than the kill
            assert n_tables(empty) == 0
    verb("freeze", city)
    if (city / "bureau.toml").read_text() == before:
        verb("move", city, "--to", empty)


def _is_busy(url):
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'xuezheng'"
    return ask(url, asked)[0][0] > 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--to", "sqlite"), "已在 SQLite 中"),
        (("--to", "postgresql://x"), "没有写库名"),
        (("--to", "somewhere"), "不是 PostgreSQL 的地址"),
    ],
)
def test_a_move_to_nowhere_is_a_sentence(on_file, words, told):
    assert told in verb("move", on_file, *words, code=2)
