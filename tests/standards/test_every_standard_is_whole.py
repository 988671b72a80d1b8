"""What every standard must have, whoever adds it."""

import re
from datetime import date

import pytest
from standard_examples import all_examples, snapshot_of

from xuezheng.errors import BadInput
from xuezheng.rules.values import FOLDERS, value_files, value_on
from xuezheng.standards.catalogue import find_standard, load_standards
from xuezheng.standards.judging import judge

STANDARDS = sorted(load_standards())


@pytest.mark.parametrize("code", STANDARDS)
def test_a_standard_has_names_a_reference_and_a_day_of_review(code):
    standard = load_standards()[code]

    assert re.fullmatch(r"[\u4e00-\u9fff]+", standard.label) and standard.label_en
    assert standard.reference and re.fullmatch(r"20\d\d-\d\d", standard.review_by)
    codes = [item.code for item in standard.items]
    assert codes and len(set(codes)) == len(codes)
    assert find_standard(standard.label) is find_standard(code.replace("_", "-"))


@pytest.mark.parametrize("code", STANDARDS)
def test_a_standard_has_an_example(code):
    assert code in {of for of, _ in all_examples()}


@pytest.mark.parametrize("code", STANDARDS)
def test_nothing_known_is_nothing_told(code):
    """With no records but a district and a school, no item is met for want of anything to count."""
    snapshot = snapshot_of(
        {"given": {"schools": "code | name | kind\n甲 | 甲校 | 211"}, "when": {"year": 2025}}
    )

    if load_standards()[code].unit == "school":
        with pytest.raises(BadInput, match="没有可以判定"):
            judge(snapshot, code, 2025)
        return
    for verdict in judge(snapshot, code, 2025):
        assert verdict.state == "unknown"
        met = {outcome.item for outcome in verdict.outcomes if outcome.state == "met"}
        assert met <= {
            "government.06",
            "government.07",
            "premises.outdoor",
            "premises.rooms",
            "premises.building",
        }
        assert all(outcome.reason for outcome in verdict.outcomes)


def test_the_method_has_seven_fifteen_and_nine():
    parts = {part.code: part.items for part in load_standards()["quality_balance"].parts}

    assert len(parts["resources"]) == 2 + 14
    assert len(parts["government"]) == 15 and len(parts["quality"]) == 9 and len(parts["recognition"]) == 1


def test_every_threshold_has_its_day_its_source_and_how_sure_it_is():
    names = [name for file in value_files() if file.name != "README.md" for name in _names(file)]

    assert len(names) > 60 and "standards" in FOLDERS
    for name in names:
        value = value_on(name, date(2025, 9, 1))
        assert value.source and value.mark in ("V", "V2", "M")
        assert value.mark != "M" or "凭记忆" in value.source or "本系统默认" in value.source or "替换" in value.source \
            or "暂取" in value.source  # fmt: skip


def test_what_is_not_there_is_told_with_what_is():
    snapshot = snapshot_of({"given": {}, "when": {"year": 2025}})

    with pytest.raises(BadInput, match=r"没有标准“优质”。.*义务教育优质均衡.*xuezheng judge"):
        judge(snapshot, "优质", 2025)
    with pytest.raises(BadInput, match=r"没有可评估的县区“110101”.*990102（甲区）.*核对代码"):
        judge(snapshot, "quality_balance", 2025, places=["110101"])
    with pytest.raises(BadInput, match=r"没有分摊办法“halves”.*by_pupils"):
        judge(snapshot, "quality_balance", 2025, split="halves")
    with pytest.raises(BadInput, match=r"2024 年没有可以判定“省示范高中复检”的督导评估.*先登记"):
        judge(snapshot, "model_senior", 2024)
    with pytest.raises(BadInput, match=r"2027 年还没有数据。快照截至 2026-01-15"):
        judge(snapshot, "quality_balance", 2027)


def _names(file):
    return [
        line.split(":")[0]
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.match(r"[a-z]", line)
    ]
