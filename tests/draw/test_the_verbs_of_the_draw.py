"""The draw from the command line: what is printed, and with which exit code."""

import json
import subprocess
import sys
from hashlib import sha256

import pytest
from draw_examples import EIGHT, KL8, ROOT, VALUES, single_file_verifier, worked_example

from xuezheng.allocation.draw.orders import by_hand

AT = ["--at", "2026-05-28T10:00"]
NAMED = ["--source", "kl8:2026140@2026-06-01", "--source", "ssq:2026061@2026-06-02", "--source", "dice:3"]
PUBLISHED = [part for value in VALUES for part in ("--value", value)]


def xuezheng(*arguments, code=0):
    program = "from xuezheng.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A list, its commitment, its draw."""
    place = tmp_path_factory.mktemp("verbs")
    (place / "list.csv").write_text("code\n" + "\n".join(EIGHT), encoding="utf-8")
    (place / "twins.csv").write_text("pupil,group\n2026-000001,1\n2026-000002,1\n", encoding="utf-8")
    xuezheng("draw", "commit", place / "list.csv", *NAMED, "--places", 5, "--out", place / "committed", *AT)
    xuezheng(
        "draw", "reveal", place / "committed", *PUBLISHED, "--out", place / "draw", "--at", "2026-06-03T09:00"
    )
    return place


def test_commit_prints_c_and_the_sentence_to_publish(folder):
    done = xuezheng(
        "draw", "commit", folder / "list.csv", *NAMED, "--groups", folder / "twins.csv", "--places", 3,
        "--last-place", "skip", "--rule", "circle", "--school", "S10023", "--round", 2, "--hash", "sm3",
        "--out", folder / "again", *AT,
    )  # fmt: skip

    assert done.stdout.strip() == json.loads(
        xuezheng("draw", "commit", folder / "list.csv", *NAMED, "--groups", folder / "twins.csv", "--places", 3,
                 "--last-place", "skip", "--rule", "circle", "--school", "S10023", "--round", 2, "--hash", "sm3",
                 "--out", folder / "more", *AT, "--json").stdout
    )["commitment"]  # fmt: skip
    assert "承诺值（SM3）" in done.stderr
    assert (folder / "again" / "announcement.txt").read_text(encoding="utf-8").strip() == done.stderr.strip()


def test_c_is_what_any_tool_gives(folder):
    expected = sha256((folder / "committed" / "commit.json").read_bytes()).hexdigest()

    xuezheng("draw", "check", folder / "draw", "--commitment", expected)
    refused = xuezheng("draw", "check", folder / "draw", "--commitment", "0" * 64, code=3)

    assert "printed_commitment" in refused.stderr


def test_reveal_writes_everything_a_family_needs(folder):
    written = {file.name for file in (folder / "draw").iterdir()}

    assert written == {
        "announcement.txt", "commit.json", "list.txt", "proofs.jsonl", "public.json", "result.csv", "result.json",
    }  # fmt: skip
    again = xuezheng(
        "draw", "reveal", folder / "committed", *PUBLISHED, "--out", folder / "bare", "--no-proofs", "--json",
        "--at", "2026-06-03T09:00",
    )  # fmt: skip
    said = json.loads((folder / "draw" / "result.json").read_bytes())
    assert json.loads(again.stdout)["root"] == said["results_root"]
    assert not (folder / "bare" / "proofs.jsonl").exists()


def test_a_family_s_proof_is_the_line_that_was_published(folder):
    done = xuezheng("draw", "proof", folder / "draw", "2026-000003")

    assert done.stdout in (folder / "draw" / "proofs.jsonl").read_text(encoding="utf-8")
    assert single_file_verifier().check_proof(json.loads(done.stdout)) == ""
    assert "不在这次抽签的名单里" in xuezheng("draw", "proof", folder / "draw", "2026-9", code=2).stderr
    assert "还没有开签" in xuezheng("draw", "proof", folder / "committed", "2026-000003", code=2).stderr


def test_verify_says_what_was_checked_and_what_was_not(folder):
    done = xuezheng("verify", folder / "draw", "--input", f"list={folder / 'list.csv'}", "--json")

    said = json.loads(done.stdout)
    assert said["ok"]
    assert {check["name"] for check in said["checks"]} >= {"commitment", "order", "root", "input:list"}
    assert said["not_checked"] == ["commit", "public"]
    assert "全部通过" in xuezheng("verify", folder / "draw").stderr


def test_verify_of_a_changed_draw_exits_with_three(folder, tmp_path):
    for file in (folder / "draw").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    changed = (tmp_path / "result.csv").read_text(encoding="utf-8").replace("2026-000006", "2026-000003", 1)
    (tmp_path / "result.csv").write_text(changed, encoding="utf-8")

    done = xuezheng("verify", tmp_path, code=3)

    assert "不符  order" in done.stdout and "不符  plan_sha256" in done.stdout
    assert "没有通过核验" in done.stderr
    said = json.loads(xuezheng("verify", tmp_path, "--json", code=3).stdout)
    assert not said["ok"]
    assert {check["name"] for check in said["checks"] if not check["ok"]} >= {
        "order",
        "plan_sha256",
        "counts",
        "root",
    }


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["verify", "{draw}", "--input", "list"], "须写成 名称=文件"),
        (["verify", "{draw}", "--input", "list=a", "--input", "list=b"], "给了两次 list"),
        (["verify", "{draw}", "--input", "list=none.txt"], "找不到文件 none.txt"),
        (["verify", "{place}/committed"], "没有 plan.json 或 result.json"),
        (["draw", "reveal", "{place}", "--value", KL8, "--out", "x"], "没有 commit.json"),
        (["draw", "commit", "{place}/list.csv", "--source", "dice:3", "--out", "x"], "至少须 64 比特"),
        (["draw", "commit", "{place}/list.csv", *NAMED, "--at", "today", "--out", "x"], "不是时刻"),
        (["draw", "order", "--n", "20", "--start", "0", "--step", "21", "--rule", "x"], "共 3 处错误"),
        (["draw", "order", "--n", "0", "--start", "1", "--step", "1"], "号码总数 0 小于 1"),
    ],
)
def test_what_is_refused_is_told_in_words(arguments, expected, folder):
    known = {"draw": folder / "draw", "place": folder}

    done = xuezheng(*(argument.format(**known) for argument in arguments), code=2)

    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_a_changed_list_is_refused_before_anything_is_drawn(folder, tmp_path):
    for file in (folder / "committed").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "list.txt").write_text("2026-000001\n", encoding="utf-8")
    (tmp_path / "groups.txt").write_text("2026-000001 2026-000002\n", encoding="utf-8")

    done = xuezheng("draw", "reveal", tmp_path, *PUBLISHED, "--out", tmp_path / "x", code=2)

    assert "共 2 处错误" in done.stderr
    (tmp_path / "list.txt").write_bytes(b"\xff")
    assert (
        "已被改动" in xuezheng("draw", "reveal", tmp_path, *PUBLISHED, "--out", tmp_path / "x", code=2).stderr
    )
    (tmp_path / "commit.json").write_text("{}", encoding="utf-8")
    assert (
        "缺少 format"
        in xuezheng("draw", "reveal", tmp_path, *PUBLISHED, "--out", tmp_path / "x", code=2).stderr
    )
    assert not (tmp_path / "x").exists()


def test_numbers_changed_after_the_draw_give_no_proof(folder, tmp_path):
    for file in (folder / "draw").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "public.json").write_text('{"sources":[]}', encoding="utf-8")
    assert "不合格式" in xuezheng("draw", "proof", tmp_path, EIGHT[0], code=2).stderr
    other = (
        (folder / "draw" / "public.json")
        .read_text(encoding="utf-8")
        .replace('"issue":"2026140"', '"issue":"2026139"')
    )
    (tmp_path / "public.json").write_text(other, encoding="utf-8")
    assert "公布的是 kl8 2026139" in xuezheng("draw", "proof", tmp_path, EIGHT[0], code=2).stderr


def test_the_circle_can_be_followed_by_hand():
    done = xuezheng("draw", "order", "--n", 20, "--start", 6, "--step", 3, "--places", 15)

    assert done.stdout.strip() == "6、9、12、15、18、1、4、8、13、17、2、7、14、20、10"
    assert json.loads(
        xuezheng(
            "draw", "order", "--n", 5, "--start", 2, "--step", 2, "--rule", "difference", "--json"
        ).stdout
    ) == [2, 4, 1, 3, 5]


def test_one_number_alone_can_be_drawn_by_hand():
    for rule in ("circle", "difference"):
        assert by_hand(rule, 1, 1, 1) == [1]
        assert by_hand(rule, 3, 3, 3, 1) == [3]


def test_the_sources_are_listed_with_their_bits():
    said = json.loads(xuezheng("draw", "sources", "--json").stdout)

    assert said["floor_bits"] == 64
    assert {row["source"]: row["bits"] for row in said["sources"]} == {
        "kl8": 61.6, "ssq": 24.1, "dlt": 24.4, "drand": 0.0, "dice": 0.0, "balls": 0.0,
    }  # fmt: skip
    assert "快乐8\t主要来源\t61.6 比特" in xuezheng("draw", "sources").stdout


def test_the_worked_example_of_the_specification_is_a_real_draw():
    text = (ROOT / "docs" / "algorithms" / "draw.md").read_text(encoding="utf-8")

    assert worked_example() in text
