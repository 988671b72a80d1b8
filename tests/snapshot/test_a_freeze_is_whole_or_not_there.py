"""A freeze that is stopped, however it is stopped, leaves no snapshot that looks whole."""

import fcntl
import resource
import signal
import subprocess
import sys
import time

import pytest
from databases import environment, opened

SLOW = """
import sys, time
import pyarrow.parquet as pq
import xuezheng.jobs.freeze as job
write = job.pq.write_table
def slowly(*given, **more):
    write(*given, **more)
    print("wrote", flush=True)
    time.sleep(0.2)
job.pq.write_table = slowly
from xuezheng.cli.main import run
sys.argv = ["xuezheng", "freeze", sys.argv[1]]
run()
"""


def left_behind(folder):
    return [path for path in (folder / "snapshots").iterdir() if path.name != ".lock"]


def in_the_middle(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment([folder]),
    )  # fmt: skip
    assert process.stdout.readline() == "wrote\n"
    return process


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_from_the_keyboard_leaves_nothing(folder, sign):
    process = in_the_middle(folder)

    process.send_signal(sign)
    _, told = process.communicate(timeout=60)

    assert process.returncode == 2
    assert told.strip() == "已中止。没有留下半成品；可以重新运行同一命令。"
    assert left_behind(folder) == []


def test_after_a_kill_the_next_freeze_clears_up_and_succeeds(folder, run):
    process = in_the_middle(folder)
    time.sleep(0.3)

    process.kill()
    process.communicate(timeout=60)
    assert not list((folder / "snapshots").glob("*/manifest.json"))
    done = run("freeze", folder)

    assert done.returncode == 0
    assert [path.name for path in left_behind(folder)] == [done.stdout.strip()[:12]]


def test_a_disk_that_fills_up_leaves_nothing(folder):
    with opened(folder) as records:
        records.executemany(
            "INSERT INTO registers_population (area_id, year, age, n_residents, source) VALUES (?, ?, ?, ?, '')",
            [("990100", n // 100, n % 100, n * 2654435761 % 2**31) for n in range(20_000)],
        )

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    line = [sys.executable, "-c", "from xuezheng.cli.main import run; run()", "freeze", str(folder)]
    env = environment([folder]) | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(line, capture_output=True, text=True, preexec_fn=small_files, env=env, timeout=120)

    assert done.returncode == 2
    assert "磁盘已满" in done.stderr
    assert "Traceback" not in done.stderr
    assert left_behind(folder) == []


def test_two_freezes_at_once_are_refused(folder, run):
    (folder / "snapshots" / ".lock").touch()
    with (folder / "snapshots" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run("freeze", folder)

    assert done.returncode == 2
    assert "正在被另一个程序冻结" in done.stderr


def test_a_damaged_snapshot_is_replaced_by_freezing_again(folder, run):
    place = folder / "snapshots" / run("freeze", folder).stdout.strip()[:12]
    (place / "tables" / "funds.parquet").write_bytes(b"junk")

    run("freeze", folder)

    assert run("snapshot", "check", place).returncode == 0
    assert left_behind(folder) == [place]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("freeze", "/no/such/place"), "bureau.toml"),
        (("freeze", "{folder}", "--as-of", "昨天"), "不是日期"),
    ],
)
def test_bad_input_is_told_in_one_sentence(folder, run, words, told):
    done = run(*[word.format(folder=folder) for word in words])

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
