"""Sentences of general reports, each on records that bear it out and on records that do not."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from claims_texts import a_text

from xuezheng.reports.checking import judge_document
from xuezheng.snapshot import snapshot_from_tables

YEAR = 2025
FOLDER = Path(__file__).parent / "planted"


def _groups():
    for file in sorted(FOLDER.glob("*.yaml")):
        for number, group in enumerate(yaml.safe_load(file.read_text(encoding="utf-8"))):
            yield f"{file.stem}{number}", group


GROUPS = dict(_groups())
PLANTED = [(name, claim) for name, group in GROUPS.items() for claim in group["claims"]]
TWO_SIDED = [(name, claim) for name, claim in PLANTED if "verdict" not in claim]
ONE_SIDED = [(name, claim) for name, claim in PLANTED if "verdict" in claim]


def _called(value):
    return value if isinstance(value, str) else value.get("say") or value["真"]


@cache
def snapshot(name, tables):
    group = GROUPS[name]
    given = {**group["given"], **(group.get("instead", {}) if tables == "instead" else {})}
    return snapshot_from_tables(
        {table: _rows(text) for table, text in given.items()}, as_of=date(2026, 1, 15)
    )


def _rows(text):
    names, *rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    return [
        {key: "" if cell == "''" else cell or None for key, cell in zip(names, row, strict=True)}
        for row in rows
    ]


def judged(name, sentence, tables="given"):
    """The last claim of a sentence that stands as an item of a report."""
    found = judge_document(a_text(f"一是{sentence}。"), snapshot(name, tables), YEAR)
    assert found, f"no claim in {sentence}"
    return found[-1]


def test_there_are_at_least_sixty_and_every_family_is_among_them():
    families = {claim["family"] for _, claim in PLANTED}

    assert len(TWO_SIDED) >= 60
    assert families >= {
        "universal", "zero", "target-met", "target-exceeded", "all-targets", "ratio", "threshold", "change",
        "monotone", "record", "coverage", "stage", "event", "event-count", "all-done", "recognition", "rank",
        "vague-trend", "progress",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "claim"), TWO_SIDED, ids=_called)
def test_a_true_sentence_is_borne_out(name, claim):
    found = judged(name, claim.get("真") or claim["say"])

    assert (found.claim.type, found.verdict) == (claim.get("as", claim["family"]), "支持"), found.reason


@pytest.mark.parametrize(("name", "claim"), TWO_SIDED, ids=_called)
def test_a_false_sentence_is_contradicted(name, claim):
    sentence = claim.get("假") or claim["say"]
    found = judged(name, sentence, "given" if "假" in claim else "instead")

    assert (found.claim.type, found.verdict) == (claim.get("as", claim["family"]), "不符"), found.reason


@pytest.mark.parametrize(("name", "claim"), ONE_SIDED, ids=_called)
def test_what_records_cannot_say_is_left_open(name, claim):
    found = judged(name, claim["say"])

    assert (found.claim.type, found.verdict) == (claim["family"], claim["verdict"]), found.reason
    assert claim.get("asks", "") in found.reason


def test_wording_that_is_stronger_than_the_data_says_by_how_much():
    found = judged("projects0", "改造维修校舍XX万平方米，超额完成年度任务", "instead")

    assert "只完成 96%，说法强于数据" in found.reason


def test_just_reached_is_not_more_than_the_target():
    found = judged("projects0", "新改扩建XX所幼儿园，超额完成年度任务")

    assert found.verdict == "不符"
    assert "刚好完成，不能说“超额”" in found.reason


def test_a_target_that_was_missed_is_told_as_a_target():
    from xuezheng.reports.claims.naming import row_in_words

    found = judged("projects1", "向上争取资金XX亿元，完成全年任务102%", "instead")

    assert [row_in_words(row) for row in found.counterexamples] == [
        "M1，示例市，目标 50000000，实际 48000000"
    ]
