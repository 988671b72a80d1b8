"""The verb `clock`, as an officer types it."""

import json
import subprocess
import sys

import pytest

PROGRAM = "from xuezheng.cli.main import run; run()"


def clock(*words):
    """Run the verb as a process of its own: exit code, what it said, what it complained of."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "clock", *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_all_clocks_are_listed_with_their_articles():
    code, said, _ = clock()
    assert code == 0
    assert "petition.conclude：信访事项办结，60 日（信访工作条例（2022）第三十四条）" in said


def test_a_due_date_is_told_with_every_day_that_was_skipped():
    code, said, _ = clock("permit.decide", "--from", "2026-09-15", "--json")
    told = json.loads(said)
    assert code == 0 and told["due"] == "2026-10-19" and told["provisional"] is False
    assert {"first": "2026-10-01", "last": "2026-10-07", "why": "国庆节"} in told["skipped"]


def test_the_office_adds_a_day_of_its_own(tmp_path):
    file = tmp_path / "calendar.yaml"
    file.write_text("days:\n- {on: 2026-06-16, is: rest, why: 台风停工}\n", encoding="utf-8")
    code, said, _ = clock("hotline.reply", "--from", "2026-06-15", "--calendar", str(file))
    assert code == 0 and "台风停工" in said and "期限：2026-06-24" in said


@pytest.mark.parametrize(
    "words, said",
    [
        (["petition.conclude"], "没有写起算日"),
        (["petition.conclude", "--from", "2026-02-30"], "“2026-02-30”不是日期"),
        (["petition.conclud", "--from", "2026-02-03"], "相近的有"),
        (["petition.conclude", "--from", "2026-07-25", "--extend", "2026-11-01"], "按逾期记"),
        (["permit.decide", "--from", "2026-07-25", "--pause", "hearing"], "--pause 的“”不是日期"),
        (["permit.decide", "--from", "2026-07-25", "--restart", "x=2026-08-01"], "只能用：supplement"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_two(words, said):
    code, _, complaint = clock(*words)
    assert code == 2 and said in complaint and "Traceback" not in complaint
