"""However the writing of a report ends, there is a whole document or none, and a person's edits are kept."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from example_cities import snapshot_of

import xuezheng.jobs.sample as sample

SAMPLE = Path(sample.__path__[0])
PROGRAM = "from xuezheng.cli.main import run; run()"

#: Stops for good just before the finished document takes its name.
AT_THE_END = """
import os, sys, time
take_name = os.replace
def late(source, target):
    if str(target).endswith(".docx"):
        print("written", flush=True)
        time.sleep(60)
    take_name(source, target)
os.replace = late
from xuezheng.cli.main import run
run()
"""


def command(program, *words, **more):
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    line = [sys.executable, "-c", program, "report", *map(str, words)]
    return {
        "args": line, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
        "env": environment | {"PYTHONDONTWRITEBYTECODE": "1"}, **more,
    }  # fmt: skip


def run(*words, **more):
    return subprocess.run(**command(PROGRAM, *words, **more), timeout=120, check=False)


def writing(out, *more):
    snapshot, mapping = snapshot_of("none"), SAMPLE / "mapping.yaml"
    words = ["--snapshot", snapshot, "--year", 2025, "--mapping", mapping, "--out", out]
    return ["write", SAMPLE / "speech.txt", *words, *more]


def begun(out):
    """A run that has written everything and has not yet named it."""
    process = subprocess.Popen(**command(AT_THE_END, *writing(out)))
    assert process.stdout.readline() == "written\n", process.communicate()
    return process


def documents_in(place):
    return sorted(path.name for path in place.iterdir() if path.suffix == ".docx")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A written document, for those who only look at it."""
    out = tmp_path_factory.mktemp("written") / "speech.docx"
    done = run(*writing(out))
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def edited(written, tmp_path):
    """A copy in which a person has written another number of kindergartens."""
    out = Path(shutil.copy(written, tmp_path / "speech.docx"))
    document = Document(str(out))
    for paragraph in document.paragraphs:
        for before, run_of_text in zip([None, *paragraph.runs], paragraph.runs, strict=False):
            after = paragraph.text.partition("所幼儿园全部竣工")[0]
            if before is not None and after.endswith("、扩建项目，" + run_of_text.text):
                run_of_text.text = "99"
    document.save(str(out))
    return out


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_from_outside_leaves_no_document_and_no_remains(tmp_path, sign):
    process = begun(tmp_path / "speech.docx")

    process.send_signal(sign)
    _, told = process.communicate(timeout=60)

    assert process.returncode == 2
    assert told.strip() == "已中止。没有留下半成品；可以重新运行同一命令。"
    assert documents_in(tmp_path) == []
    assert not list(tmp_path.glob(".*"))


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path, written):
    process = begun(tmp_path / "speech.docx")
    process.kill()
    process.communicate(timeout=60)
    left = sorted(path.name for path in tmp_path.glob(".*"))

    done = run(*writing(tmp_path / "speech.docx"))

    assert left == [".speech.docx.partial", ".speech.evidence.zip.partial"]
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["speech.docx", "speech.evidence.zip"]
    assert (tmp_path / "speech.docx").read_bytes() == written.read_bytes()


def _stopped_at(n_names, *files):
    """Write files that belong together and stop for good after so many took their names."""
    from xuezheng.reports.docx.saving import save_together

    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        take_name, taken = os.replace, []

        def stopping(source, target):
            if len(taken) == n_names:
                os.write(write, b"1")
                os._exit(9)
            taken.append(target)
            take_name(source, target)

        os.replace = stopping
        save_together(files)
        os._exit(0)
    os.waitpid(child, 0)
    return os.read(read, 1)


@pytest.mark.parametrize("n_names", [0, 1])
def test_a_document_and_its_rows_are_never_of_two_runs(tmp_path, n_names):
    document, rows = tmp_path / "a.docx", tmp_path / "a.zip"
    document.write_bytes(b"old text")
    rows.write_bytes(b"old rows")

    assert _stopped_at(n_names, (document, b"new text"), (rows, b"new rows")) == b"1"

    assert document.read_bytes() == (b"old text", b"new text")[n_names]
    assert not rows.exists()


def test_files_that_cannot_be_written_together_are_left_as_they_were(tmp_path):
    from xuezheng.errors import CannotFinish
    from xuezheng.reports.docx.saving import save_together

    document = tmp_path / "a.docx"
    document.write_bytes(b"old text")

    with pytest.raises(CannotFinish, match="没有改动"):
        save_together([(document, b"new text"), (tmp_path / "nowhere" / "a.zip", b"new rows")])

    assert document.read_bytes() == b"old text"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.parametrize("room", [0, 4096])
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, room):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = run(*writing(tmp_path / "speech.docx"), preexec_fn=small_files)

    assert done.returncode == 2, done.stdout
    assert "磁盘已满" in done.stderr and "请检查磁盘空间" in done.stderr and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_writing_again_gives_the_same_bytes(tmp_path, written):
    shutil.copy(written, tmp_path / "speech.docx")

    done = run(*writing(tmp_path / "speech.docx"))

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "speech.docx").read_bytes() == written.read_bytes()


def test_an_edited_document_is_written_over_only_when_told(edited, written):
    kept = edited.read_bytes()

    refused = run(*writing(edited))
    after_refusal = edited.read_bytes()
    forced = run(*writing(edited, "--force"))

    assert (refused.returncode, forced.returncode) == (2, 0)
    assert "可能有人工修改" in refused.stderr and "--force" in refused.stderr
    assert after_refusal == kept
    assert edited.read_bytes() == written.read_bytes()


def test_an_edited_figure_is_told_with_what_the_records_say(edited):
    done = run("check", edited, "--snapshot", snapshot_of("none"), "--json")
    changed = [figure for figure in json.loads(done.stdout)["figures"] if figure["state"] != "same"]

    assert done.returncode == 3
    assert [(figure["indicator"], figure["state"]) for figure in changed] == [
        ("kindergartens.built_or_renovated.completed", "edited")
    ]
    assert changed[0]["written"] == "99"
    assert changed[0]["computed"].isdigit() and changed[0]["computed"] != "99"


def test_a_figure_the_records_have_left_behind_is_stale(written):
    done = run("check", written, "--snapshot", snapshot_of("all"), "--json")
    states = {figure["state"] for figure in json.loads(done.stdout)["figures"]}

    assert done.returncode == 3
    assert states == {"same", "stale"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "没有文字"),
        ("blank.txt", b" \n\n", "没有文字"),
        ("letter.docx", b"not a zip", "不是可以打开的 docx"),
        ("cut.docx", b"PK\x03\x04", "不是可以打开的 docx"),
    ],
)
def test_a_text_that_is_none_is_refused_before_anything_is_written(tmp_path, name, content, told):
    text = tmp_path / name
    text.write_bytes(content)
    words = writing(tmp_path / "out.docx")
    words[1] = text

    done = run(*words)

    assert done.returncode == 2
    assert told in done.stderr and name in done.stderr and "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("indicator: funds.upward.secured", "indicator: funds.upward.secure", "funds.upward.secure"),
        ("indicator: funds.upward.secured", "indicator: kindergartens.count", "单位"),
    ],
)
def test_a_mapping_to_an_unknown_indicator_or_unit_names_the_place(tmp_path, old, new, told):
    mapping = tmp_path / "map.yaml"
    said = (SAMPLE / "mapping.yaml").read_text(encoding="utf-8")
    assert old in said
    mapping.write_text(said.replace(old, new, 1), encoding="utf-8")
    words = writing(tmp_path / "out.docx")
    words[words.index("--mapping") + 1] = mapping

    done = run(*words)

    assert done.returncode == 2
    assert told in done.stderr and "map.yaml 第 " in done.stderr and "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["map.yaml"]


@pytest.mark.parametrize("verb", ["write", "check"])
def test_a_changed_snapshot_is_refused(tmp_path, written, verb):
    snapshot = Path(shutil.copytree(snapshot_of("none"), tmp_path / "snapshot"))
    table = snapshot / "tables" / "funds.parquet"
    table.write_bytes(table.read_bytes() + b" ")
    words = writing(tmp_path / "out.docx") if verb == "write" else ["check", written, "--snapshot", ""]
    words[words.index("--snapshot") + 1] = snapshot

    done = run(*words)

    assert done.returncode == 3
    assert "funds.parquet" in done.stderr and "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]


@pytest.mark.parametrize("year", [1900, 2019])
def test_a_year_without_data_is_refused(tmp_path, year):
    words = writing(tmp_path / "out.docx")
    words[words.index("--year") + 1] = year

    done = run(*words)

    assert done.returncode == 2
    assert f"没有 {year} 年的数据" in done.stderr and "请换一个年份" in done.stderr
    assert list(tmp_path.iterdir()) == []
