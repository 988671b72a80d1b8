"""The folder of a city that was built, sent a sheet, frozen and given new keys: a thousand known numbers, no hit."""

import csv
import json
import signal
import subprocess
import sys
import time

import pytest
from databases import ON_POSTGRESQL, copied, environment, opened, tables_of
from sealed_numbers import plain

PROGRAM = "from xuezheng.cli.main import run; run()"
KINDS = {"id_number": "identity", "roll_number": "roll", "guardian_phone": "phone"}


def xuezheng(*words, code=0):
    line = [sys.executable, "-c", PROGRAM, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment(words))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def numbers_of(folder, most=1100):
    with opened(folder) as records:
        rows = records.execute(
            f"SELECT {', '.join(KINDS)} FROM registers_pupil WHERE id_number <> '' ORDER BY code"
        ).fetchall()[:most]
    return [
        tuple(plain(folder, kind, text) for kind, text in zip(KINDS.values(), row, strict=True))
        for row in rows
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A city in which a clerk sent in children, after which it was frozen; what the verbs said is kept."""
    place = tmp_path_factory.mktemp("sealed")
    city = place / "city"
    said = xuezheng("demo", city, "--pupils", 2000, "--faults", "none")
    sheet = place / "学生.csv"
    _sheet(city, sheet)
    xuezheng(
        "import", "check", city, "pupils", sheet
    )  # shows the sender what would change: not kept anywhere
    said += xuezheng("import", "run", city, "pupils", sheet)
    said += xuezheng("freeze", city)
    return city, sheet, said


def _sheet(city, sheet):
    """The children of a school with another telephone each, as a clerk would send them in."""
    import openpyxl

    book = sheet.with_suffix(".xlsx")
    xuezheng("import", "export", city, "pupils", book)
    rows = list(openpyxl.load_workbook(book, read_only=True).worksheets[0].iter_rows(values_only=True))
    phone = rows[0].index("监护人电话")
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows[0])
        for number, row in enumerate(rows[1:301]):
            writer.writerow(
                [f"1380000{number:04d}" if place == phone else _cell(cell) for place, cell in enumerate(row)]
            )


def _cell(cell):
    return cell.date().isoformat() if hasattr(cell, "date") else cell


def _files(folder):
    return [file for file in folder.rglob("*") if file.is_file()]


def _everything_stored(folder):
    """Every byte of the folder, and every row of the database where it is elsewhere."""
    for file in _files(folder):
        yield str(file.relative_to(folder)), file.read_bytes()
    if ON_POSTGRESQL:
        with opened(folder) as records:
            for table in tables_of(records):
                for row in records.execute(f'SELECT * FROM "{table}"').fetchall():
                    yield (
                        table,
                        b" ".join(bytes(c) if isinstance(c, memoryview) else str(c).encode() for c in row),
                    )


def test_a_thousand_numbers_and_not_one_hit(built):
    city, sheet, said = built
    known = numbers_of(city)
    assert len(known) > 1000
    needles = {number.encode() for row in known for number in row if number}
    assert sum(needle in sheet.read_bytes() for needle in needles) > 300  # the search finds what is there

    hits = [
        (where, needle) for where, content in _everything_stored(city) for needle in _found(needles, content)
    ]

    assert hits == []
    assert list(_found(needles, said.encode())) == []


def _found(needles, content):
    """Runs of eleven digits and more are few: only those are looked up."""
    import re

    for run in re.finditer(rb"[0-9]{10,}[0-9X]", content):
        text = run[0]
        for width in (11, 18):
            for start in range(len(text) - width + 1):
                if text[start : start + width] in needles:
                    yield text[start : start + width]


def test_what_was_sent_in_is_kept_sealed_and_can_be_opened(built):
    city, sheet, _ = built
    kept = list((city / "imports").glob("*.csv"))
    code = (
        "import sys; from pathlib import Path; from xuezheng.records.database import open_bureau;"
        "open_bureau(Path(sys.argv[1])); from xuezheng.records.sealing import open_file;"
        "sys.stdout.buffer.write(open_file(Path(sys.argv[2])))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(city), str(kept[0])], capture_output=True, env=environment([city])
    )

    assert len(kept) == 1 and done.stdout == sheet.read_bytes(), done.stderr


def test_keys_are_rotated_dropped_and_the_import_still_comes_back(built, tmp_path):
    city = copied(built[0], tmp_path / "city")
    known = numbers_of(city)
    old = json.loads(xuezheng("keys", "check", city, "--json"))
    assert old["ok"] and old["uses"][0]["n_files"] == 1 and old["uses"][0]["n_rows"] > 6000

    first = old["uses"][0]["id"]
    assert "正在使用" in xuezheng("keys", "drop", city, first, code=2)
    _kill_while_rotating(city)
    told = xuezheng("keys", "check", city, code=3)
    assert "上次轮换没有完成" in told
    assert "轮换还没有完成" in xuezheng("import", "check", city, "pupils", built[1], code=2)
    now = json.loads(xuezheng("keys", "rotate", city, "--json"))

    assert now["ok"] and len(now["uses"]) == 2
    assert [(use["n_rows"], use["n_files"]) for use in now["uses"] if use["id"] == first] == [(0, 0)]
    assert numbers_of(city) == known
    xuezheng("keys", "drop", city, first)
    assert "300" in xuezheng("import", "undo", city)
    assert [row[:2] for row in numbers_of(city)] == [row[:2] for row in known]
    assert not any(row[2].startswith("1380000") for row in numbers_of(city))
    assert json.loads(xuezheng("audit", "verify", city, "--json"))["ok"]


def _kill_while_rotating(city):
    """Kill it as soon as the new key stands in the file."""
    before = (city / "sealing.keys").read_bytes()
    line = [sys.executable, "-c", PROGRAM, "keys", "rotate", str(city)]
    running = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment([city]))
    while (city / "sealing.keys").read_bytes() == before and running.poll() is None:
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.communicate()


def test_a_lost_keys_file_is_told_and_another_bureau_s_is_noticed(built, tmp_path):
    city = copied(built[0], tmp_path / "city")
    (city / "sealing.keys").rename(tmp_path / "put away")

    assert "没有密钥文件" in xuezheng("import", "export", city, "pupils", tmp_path / "a.xlsx", code=2)
    assert not (tmp_path / "a.xlsx").exists()

    other = subprocess.run(
        [sys.executable, "-c", "import sys; from pathlib import Path; from xuezheng.records.sealing import keys;"
         "keys.make_keys(Path(sys.argv[1]))", str(city / "sealing.keys")], check=False,
    )  # fmt: skip
    assert other.returncode == 0
    assert "密钥文件中没有它" in xuezheng("keys", "check", city, code=3)


# The log from a terminal


@pytest.fixture
def published(built, tmp_path):
    """A city of one's own, a backup of it, and the head published after one more event."""
    city = copied(built[0], tmp_path / "city")
    backup = copied(city, tmp_path / "backup")
    xuezheng("import", "export", city, "schools", tmp_path / "schools.xlsx")
    xuezheng("audit", "head", city, "--publish", tmp_path / "notary")
    return city, backup, next((tmp_path / "notary").glob("*.json"))


def test_the_head_that_left_the_building_agrees_and_is_printed_three_ways(published, tmp_path):
    city, _, head = published
    said = json.loads(head.read_text("utf-8"))

    told = json.loads(xuezheng("audit", "verify", city, "--head", head, "--json"))

    assert told["ok"] and len(told["heads_agreed"]) == 2  # the notary's and the bureau's own copy
    assert said["root"] in head.with_suffix(".txt").read_text("utf-8")
    assert head.with_suffix(".svg").read_text("utf-8").startswith("<svg")
    assert (city / "audit.key").stat().st_mode & 0o777 == 0o400


def test_a_backup_brought_back_shows_by_the_head_kept_outside(published):
    _, backup, head = published

    told = json.loads(xuezheng("audit", "verify", backup, "--head", head, "--json", code=3))

    assert told["first_bad"] == told["n"] + 1
    assert "恢复了旧备份" in told["why"]


def test_a_changed_head_is_not_believed(published):
    city, _, head = published
    said = json.loads(head.read_text("utf-8")) | {"n": 1}
    head.write_text(json.dumps(said), encoding="utf-8")

    assert "与签名不符" in xuezheng("audit", "verify", city, "--head", head, code=3)
    assert "没有链头文件" in xuezheng("audit", "verify", city, "--head", head.with_name("no.json"), code=2)


def test_only_the_auditor_reads_the_log_and_finds_who_took_what_out(published):
    city, _, _ = published

    for verb in (("verify",), ("head",), ("list",)):
        assert "不能" in xuezheng("audit", *verb, city, "--by", "bangong", code=2)
    assert "不能" in xuezheng("keys", "rotate", city, "--by", "shenji", code=2)
    found = json.loads(xuezheng("audit", "list", city, "--who", "bangong", "--json"))
    assert [event["action"] for event in found] == ["intake.take_out", "intake.run", "intake.take_out"]
    about = json.loads(xuezheng("audit", "list", city, "--subject", "intake.batch:1", "--json"))
    assert [event["action"] for event in about] == ["intake.run"]
    assert json.loads(xuezheng("audit", "list", city, "--since", "2099-01-01", "--json")) == []
    assert "不是日期" in xuezheng("audit", "list", city, "--since", "昨天", code=2)
