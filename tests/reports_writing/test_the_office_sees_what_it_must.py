"""Two years side by side, what is unsure, what is missing, what is to come: beside every draft."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from example_cities import snapshot_of

import xuezheng.jobs.sample as sample
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.jobs.write_review import TARGETS, write_review
from xuezheng.reports.mapping import read_mapping
from xuezheng.reports.producing import drafted
from xuezheng.reports.reading import read, read_text
from xuezheng.reports.reviewing import review
from xuezheng.reports.shapes import Decision
from xuezheng.snapshot import open_snapshot, snapshot_from_tables

SAMPLE = Path(sample.__path__[0])
TABLES = {
    "areas": [
        {"code": "990100", "name": "示例市", "kind": "city"},
        {"code": "990102", "name": "甲区", "kind": "district", "parent": "990100"},
    ],
    "organisations": [
        {"code": "990100", "name": "示例市教育局", "kind": "bureau"},
        {"code": "990100-05", "name": "学前教育科", "kind": "division", "parent": "990100"},
        {"code": "990100-13", "name": "信访与行风建设科", "kind": "division", "parent": "990100"},
        {"code": "990100-14", "name": "项目与装备管理中心", "kind": "division", "parent": "990100"},
    ],
    "projects": [
        {"code": f"K{year}{at}", "name": f"{year}年第{at}幼儿园", "kind": "kindergarten", "work": "new",
         "area": "990102", "plan_year": year, "completed_on": f"{year}-08-20"}
        for year, n in ((2024, 2), (2025, 3))
        for at in range(n)
    ],
    "targets": [
        {"code": "M1", "indicator": "kindergartens.built_or_renovated.completed", "year": 2025, "area": "990100",
         "value": "3", "unit": "所", "owner": "990100-14", "approved_on": "2025-01-10"}
    ],
}  # fmt: skip
TEXT = """在全市教育工作会议上的讲话

一、2025年工作回顾

一是新改扩建XX所幼儿园全部竣工。二是办理网络问政XX件。三是教育事业保持良好发展态势。教育质量监测走在全省前列。

二、2026年工作任务

要新改扩建幼儿园4所。9月底前完成校舍改造XX万平方米。加强学前教育管理，办好家门口的幼儿园。让我们共同努力！
"""
BUILT = "kindergartens.built_or_renovated.completed"


@pytest.fixture(scope="module")
def small():
    document, catalogue = read_text(TEXT, "speech.txt"), load_catalogue()
    figures = [slot for slot in document.slots if slot.kind == "figure"]
    built, online, planned, _ = figures
    decisions = {
        built.id: Decision(built.id, "confirmed", BUILT),
        online.id: Decision(online.id, "confirmed", "appeals.online.count"),
        planned.id: Decision(planned.id, "open", BUILT),
    }
    snapshot = snapshot_from_tables(TABLES, as_of=date(2026, 1, 15))
    made = drafted(document, decisions, snapshot, catalogue, 2025)
    return review(document, decisions, made.draft, made.judgements, snapshot, catalogue)


def test_this_years_figure_stands_beside_last_years(small):
    (one,) = small.compared

    assert (one.before, one.now, one.direction, one.change_pct) == ("2", "3", "上升", Decimal("50.0"))
    assert "新改扩建3所幼儿园" in one.sentence


def test_sentences_nobody_changed_are_counted(small):
    assert (small.n_sentences, small.n_kept) == (8, 7)


def test_what_is_unsure_is_one_list_with_soft_statements_together(small):
    assert [(one.rank, one.text) for one in small.unsure] == [
        (4, "办理网络问政XX件"),
        (5, "教育质量监测走在全省前列"),
        (6, "教育事业保持良好发展态势"),
    ]
    assert "附件" in small.unsure[1].why


def test_a_missing_figure_is_asked_of_the_division_that_keeps_it(small):
    owed = {one.indicator: one for one in small.owed}

    assert owed["appeals.online.count"].owner == "信访与行风建设科"
    assert owed["appeals.online.count"].due_on == date(2026, 1, 22)
    assert "没有 2025 年的数据" in owed["appeals.online.count"].why
    assert BUILT not in owed


def test_every_task_becomes_a_target_with_unit_owner_and_day(small):
    built, repaired, kept = small.tasks

    assert (built.indicator, built.value, built.unit, built.owner) == (BUILT, "4", "所", "990100-14")
    assert (built.year, built.due_on) == (2026, date(2026, 12, 31))
    assert (repaired.value, repaired.unit, repaired.due_on) == ("", "平方米", date(2026, 9, 30))
    assert (kept.indicator, kept.unit) == ("", "项")
    assert "共同努力" not in kept.name


@pytest.fixture(scope="module")
def large():
    document, catalogue = read(SAMPLE / "speech.txt"), load_catalogue()
    snapshot = open_snapshot(snapshot_of("none"))
    decisions = read_mapping(SAMPLE / "mapping.yaml", document, catalogue)
    made = drafted(document, decisions, snapshot, catalogue, 2025)
    return review(document, decisions, made.draft, made.judgements, snapshot, catalogue)


def test_a_true_speech_leaves_at_most_a_handful_unsure(large):
    assert len(large.unsure) <= 5
    assert large.owed == ()


def test_directions_are_those_of_the_figures(large):
    assert len(large.compared) == 39
    assert {one.direction for one in large.compared} >= {"上升", "持平", "下降"}
    for one in large.compared:
        if one.change_pct is not None:
            assert (one.change_pct > 0) <= (one.direction == "上升")
            assert (one.change_pct < 0) <= (one.direction == "下降")


def test_the_workbooks_hold_it_and_the_targets_have_the_registers_headings(small, tmp_path):
    read_first, targets = write_review(small, tmp_path)

    book = openpyxl.load_workbook(read_first)
    assert book.sheetnames == ["今昔对照", "拿不准", "催报清单", "明年目标"]
    assert [row[0] for row in book["催报清单"].iter_rows(min_row=2, values_only=True)] == [
        one.owner for one in small.owed
    ]
    head, first, *_ = openpyxl.load_workbook(targets)["年度目标"].iter_rows(values_only=True)
    assert head == TARGETS
    assert first[:8] == ("NT2026001", "要新改扩建幼儿园4所", BUILT, 2026, "990100", "4", "所", "990100-14")


def test_text_that_looks_like_a_formula_stays_text(small, tmp_path):
    from dataclasses import replace

    evil = replace(small, owed=(replace(small.owed[0], where="=1+1"),))

    book = openpyxl.load_workbook(write_review(evil, tmp_path)[0])

    assert book["催报清单"]["D2"].value == "=1+1" and book["催报清单"]["D2"].data_type == "s"
