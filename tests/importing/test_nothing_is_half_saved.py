"""Whatever befalls an import or its undoing (kill -9, a full disk, a lost database, a closed page), it is all or nothing."""

import json
import random
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from databases import ON_POSTGRESQL, copied, environment, opened
from test_import_verbs import content, own_school, xuezheng

ROWS = 3000
OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
DRIVER = Path(__file__).with_name("unlucky_imports.py")


@pytest.fixture(scope="module")
def _city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unlucky") / "city"
    xuezheng("demo", folder, "--pupils", 2000, "--records-only")
    return folder


@pytest.fixture
def city(_city, tmp_path):
    return copied(_city, tmp_path / "city")


@pytest.fixture
def file(city, tmp_path):
    """Children who are new to the city."""
    out = tmp_path / "many.csv"
    school = own_school(city)
    rows = [f"G{n:018d},王小明,男,2017-03-01,{school},2025,小学,1" for n in range(ROWS)]
    out.write_text("\n".join(["学籍号,姓名,性别,出生日期,学校,学年,学段,年级", *rows]), encoding="utf-8")
    return out


@contextmanager
def imports(city, file, seen=None):
    """Give what does a verb and lets something befall it."""
    line = [sys.executable, str(DRIVER), str(city), "pupils", str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(line, env=seen or environment([city]), **pipes) as driver:

        def do(verb, befalls="nothing", much=0.0):
            driver.stdin.write(f"{verb} {befalls} {much}\n")
            driver.stdin.flush()
            return json.loads(driver.stdout.readline())

        yield do
        driver.stdin.close()


def done(city):
    """How many children of the file are there, and how its batches stand."""
    wait_for_the_server(city)
    with opened(city) as records:
        count = "SELECT count(*) FROM registers_pupil WHERE name = '王小明' AND born_on = '2017-03-01'"
        batches = records.execute("SELECT state, n_new FROM intake_batch ORDER BY id").fetchall()
        return records.execute(count).fetchone()[0], batches


def wait_for_the_server(city):
    """It notices a killed client a moment later: what was asked to be kept may be kept until then."""
    for _ in range(500 if ON_POSTGRESQL else 0):
        with opened(city) as records:
            if records.execute(OTHERS).fetchone() == (0,):
                return
        time.sleep(0.02)


def is_whole(city):
    with opened(city) as records:
        return ON_POSTGRESQL or records.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_killed_at_any_moment_an_import_is_there_or_not_and_so_is_its_undoing(city, file):
    before, chance = content(city), random.Random(7)
    n_there, _ = done(city)
    rounds = 4 if ON_POSTGRESQL else 8
    with imports(city, file) as do:
        whole = do("run")
        assert (whole["status"], whole["said"]) == (0, "")
        back = do("undo")
        assert (back["status"], back["said"]) == (0, "") and content(city) == before
        n_batches, n_killed = 1, 0
        for _ in range(rounds):
            killed = do("run", "killed", whole["seconds"] * chance.uniform(0.3, 1))
            n_killed += killed["status"] != 0
            n_now, batches = done(city)
            assert is_whole(city)
            if len(batches) == n_batches:
                assert n_now == n_there and content(city) == before
                assert do("run")["said"] == ""  # the same file comes in as if nothing had been
            n_batches += 1
            assert done(city) == (n_there + ROWS, [("undone", ROWS)] * (n_batches - 1) + [("done", ROWS)])
            killed = do("undo", "killed", back["seconds"] * chance.uniform(0.1, 1))
            n_killed += killed["status"] != 0
            n_now, batches = done(city)
            assert is_whole(city) and n_now == (n_there if batches[-1][0] == "undone" else n_there + ROWS)
            if batches[-1][0] == "done":
                assert do("undo")["said"] == ""
            assert content(city) == before
    assert n_killed >= rounds


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_stopped_by_the_person_nothing_is_kept_and_it_can_be_done_again(city, file, at):
    before = content(city)
    with imports(city, file) as do:
        assert do("run", "stopped", at)["said"] == "中止"
        assert content(city) == before
        assert do("run")["said"] == ""
        after = content(city)
        assert do("undo", "stopped", at)["said"] == "中止"
        assert content(city) == after
        assert do("undo")["said"] == "" and content(city) == before


def misfortunes():
    """What may befall the database beside a kill, how much of it, and what is told."""
    if ON_POSTGRESQL:
        return [("cut", 0.1, "与数据库的连接断了"), ("cut", 0.9, "与数据库的连接断了")]
    return [("full", 40, "磁盘已满"), ("full", 600, "磁盘已满"), ("failing", 500, "磁盘读写出错")]


@pytest.mark.parametrize(("befalls", "much", "told"), misfortunes())
def test_a_disk_or_a_database_that_fails_is_told_and_nothing_is_lost(city, file, befalls, much, told):
    before = content(city)
    # Of a lost connection nobody can know whether its last word was kept: one is told to look.
    kept = "没有得到确认" if befalls == "cut" else "没有保存任何内容"
    with imports(city, file) as do:
        said = do("run", befalls, much)
        assert said["status"] == 0 and told in said["said"] and kept in said["said"]
        assert is_whole(city) and content(city) == before
        assert do("run")["said"] == ""
        after = content(city)
        if befalls != "full":  # to take rows away needs no room
            said = do("undo", befalls, much)
            assert told in said["said"] and content(city) == after
        assert do("undo")["said"] == "" and content(city) == before


def test_the_same_file_at_the_same_moment_comes_in_once(city, file):
    """The second is pointed to the first, by the number of its batch."""
    n_there, _ = done(city)
    with imports(city, file) as one, imports(city, file) as other:
        said = []
        doing = [threading.Thread(target=lambda do=do: said.append(do("run")["said"])) for do in (one, other)]
        for each in doing:
            each.start()
        for each in doing:
            each.join()
    assert sorted(said)[0] == "" and "第 1 批" in sorted(said)[1] and "请先撤销该批" in sorted(said)[1]
    assert done(city) == (n_there + ROWS, [("done", ROWS)])
