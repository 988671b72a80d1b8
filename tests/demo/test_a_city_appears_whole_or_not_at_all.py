"""However the work ends, there is a whole city or nothing; what a killed run left is cleared away."""

import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from city_records import PROGRAM, query

from xuezheng.errors import CannotFinish, Occupied
from xuezheng.jobs.workplace import appearing, see_that_it_fits


def begun(city: Path, pupils: int = 60_000) -> subprocess.Popen[str]:
    """Start a city that takes a while, and wait until its tables are there and rows are on their way."""
    words = [sys.executable, "-c", PROGRAM, "demo", str(city), "--pupils", str(pupils), "--records-only"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if any(file.stat().st_size > 400_000 for file in city.parent.glob(".city*/records.sqlite3")):
            time.sleep(0.3)
            return process
        time.sleep(0.02)
    raise AssertionError(f"nothing was written: {process.communicate()}")


def everything_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_folder_with_something_in_it_is_left_alone(run, tmp_path):
    city = tmp_path / "city"
    city.mkdir()
    (city / "letter.txt").write_text("mine")

    done = run("demo", city, "--pupils", 2000)

    assert done.returncode == 2
    assert "已存在且不是空文件夹" in done.stderr and "请换一个位置" in done.stderr
    assert everything_in(tmp_path) == ["city"] and everything_in(city) == ["letter.txt"]


def test_a_file_in_the_place_is_left_alone(run, tmp_path):
    (tmp_path / "city").write_text("mine")

    done = run("demo", tmp_path / "city", "--pupils", 2000)

    assert done.returncode == 2
    assert (tmp_path / "city").read_text() == "mine"


def test_an_empty_folder_and_missing_parents_are_taken(run, tmp_path):
    city = tmp_path / "new" / "city"
    city.mkdir(parents=True)

    done = run("demo", city, "--pupils", 2000, "--records-only")

    assert done.returncode == 0, done.stderr
    assert everything_in(tmp_path / "new") == ["city"]
    assert query(city, "SELECT COUNT(*) FROM registers_area") == [(8,)]
    assert "Example-Only-2026" in done.stdout and "仅供示例" in done.stdout


@pytest.mark.parametrize("pupils", [0, 1999, 1_000_001])
def test_a_size_that_cannot_be_is_refused_before_anything_is_written(run, tmp_path, pupils):
    done = run("demo", tmp_path / "city", "--pupils", pupils)

    assert done.returncode == 2
    assert f"--pupils {pupils} 不在 2000 到 1000000 之间" in done.stderr
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_from_outside_leaves_nothing(tmp_path, sign):
    process = begun(tmp_path / "city")

    process.send_signal(sign)
    _, told = process.communicate(timeout=120)

    assert process.returncode == 2
    assert "已中止" in told and "Traceback" not in told
    assert everything_in(tmp_path) == []


def test_a_killed_run_leaves_no_city_and_the_next_one_clears_up(run, tmp_path):
    process = begun(tmp_path / "city")
    process.kill()
    process.communicate(timeout=60)

    left = everything_in(tmp_path)
    done = run("demo", tmp_path / "city", "--pupils", 2000, "--records-only")

    assert len(left) == 1 and left[0].startswith(".city")
    assert done.returncode == 0, done.stderr
    assert everything_in(tmp_path) == ["city"]


def test_a_run_that_still_works_is_not_cleared_away_and_the_quicker_one_wins(tmp_path):
    city = tmp_path / "city"

    with pytest.raises(Occupied, match="已存在且不是空文件夹"), appearing(city) as slow:
        with appearing(city) as quick:
            (quick / "mine.txt").write_text("quick")
        assert slow.is_dir()

    assert everything_in(tmp_path) == ["city"]
    assert (city / "mine.txt").read_text() == "quick"


def test_a_full_disk_is_told_and_leaves_nothing(run, tmp_path):
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, 2_500_000))

    done = run("demo", tmp_path / "city", "--pupils", 20_000, "--records-only", preexec_fn=small_files)

    assert done.returncode == 2, done.stdout
    assert "磁盘" in done.stderr and "Traceback" not in done.stderr
    assert everything_in(tmp_path) == []


def test_too_little_room_is_told_before_the_work(tmp_path):
    with pytest.raises(CannotFinish, match="尚未写入任何内容；请腾出空间或减少 --pupils"):
        see_that_it_fits(tmp_path / "city", 1 << 60)


def test_nobody_else_on_the_machine_can_read_the_children_s_names(clean):
    modes = {
        name: stat.S_IMODE((clean / name).stat().st_mode) for name in (".", "secret.key", "records.sqlite3")
    }

    assert modes == {".": 0o700, "secret.key": 0o600, "records.sqlite3": 0o600}
    assert {stat.S_IMODE(beside.stat().st_mode) for beside in clean.glob("records.sqlite3*")} == {0o600}
