import json

import pytest
from labelled import SAMPLE, squeeze
from typer.testing import CliRunner

from xuezheng.cli.main import build
from xuezheng.errors import BadInput, NotFound
from xuezheng.reports.reading import decoding

TEXT = SAMPLE / "speech.txt"
KEYS = {"id", "kind", "text", "value", "unit", "scale", "approx", "start", "end", "clause"}


def run(*words):
    return CliRunner().invoke(build(), ["report", "read", *map(str, words)], catch_exceptions=False)


def test_json_has_the_keys_that_stay_stable():
    done = run(TEXT, "--json")

    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {"title", "blocks", "slots"} <= set(told)
    assert all(set(slot) >= KEYS for slot in told["slots"])
    raw = TEXT.read_text(encoding="utf-8")
    assert all(squeeze(raw[s["start"] : s["end"]]) == s["text"] for s in told["slots"])
    assert told["slots"][6] | {"start": 0, "end": 0} == {
        "id": "S07", "kind": "figure", "text": "X", "value": None, "unit": "亿元", "scale": 100_000_000,
        "approx": "", "start": 0, "end": 0, "clause": "全年向上争取资金X亿元", "block": 6, "at": 10,
        "name_kind": "",
    }  # fmt: skip


def test_the_outline_and_the_table_can_be_read_by_a_person(tmp_path):
    told = run(TEXT).stdout.splitlines()

    assert told[0] == "标题：在全市教育系统年度工作会议上的讲话"
    assert "  一、20XX年工作情况" in told
    assert "    （一）惠民实事件件落地" in told
    assert "共 57 处：数字 42，日期 6，名称 8，结构数 1。" in told
    assert [line.split() for line in told if line.startswith(("S01", "S47"))] == [
        ["S01", "日期", "20XX", "年", "会议召开年", "今天召开的20XX年全市教育工作会议"],
        ["S47", "数字", "3000", "3000", "次", "余", "接听咨询电话3000余次"],
    ]


def test_a_text_without_headings_or_slots_is_told_of_too(tmp_path):
    (tmp_path / "a.txt").write_text("全市教育工作取得新的成绩，群众满意，", encoding="utf-8")

    told = run(tmp_path / "a.txt").stdout

    assert "（没有标题行）" in told and "共 0 处" in told and "编号" not in told
    assert "提示：" not in told


def test_warnings_are_told(tmp_path):
    (tmp_path / "a.txt").write_text("讲话稿\n一、回顾\n很好。\n二、任务", encoding="utf-8")

    assert "提示：正文在标题“二、任务”处中断" in run(tmp_path / "a.txt").stdout


def pasted(data, *words):
    return CliRunner().invoke(build(), ["report", "read", "-", *words], input=data, catch_exceptions=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_pasted_text_is_read_from_standard_input(encoding):
    done = pasted("工作总结\n一、回顾\n全市新建XX所，投入约万元。".encode(encoding), "--json")

    told = json.loads(done.stdout)
    assert told["source"] == "粘贴的文字"
    assert [(s["text"], s["start"]) for s in told["slots"]] == [("XX", 14), ("", 21)]
    assert told["notes"] == [] and len(told["warnings"]) == 1


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"", "没有文字"),
        (b"PK\x03\x04abc", "直接给出文件名"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01" * 99, "不是文本文件"),
    ],
)
def test_pasted_things_that_are_no_text_are_refused(data, match):
    with pytest.raises(BadInput, match=match):
        pasted(data)


def test_no_more_is_taken_from_standard_input_than_a_file_may_hold():
    with pytest.raises(BadInput, match="超过 20 MB"):
        pasted(b"0" * (decoding.LARGEST_FILE + 1))


def test_a_missing_file_is_an_expected_error(tmp_path):
    with pytest.raises(NotFound, match="没有找到文件"):
        run(tmp_path / "none.txt")


def test_the_group_offers_every_part_that_is_there():
    told = CliRunner().invoke(build(), ["report", "--help"]).stdout

    assert all(f" {verb} " in told for verb in ("read", "write", "check"))
