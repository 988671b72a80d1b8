"""The figures of a table are written into a table, and found there again."""

from datetime import date
from decimal import Decimal

import docx
import pytest

from xuezheng.reports.checking.layout import check_layout
from xuezheng.reports.docx import read_anchors, write_docx
from xuezheng.reports.reading import read
from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing import draft
from xuezheng.reports.writing.shapes import Answer


def source(path):
    document = docx.Document()
    document.add_paragraph("教育局工作总结")
    document.add_paragraph("一、工作回顾")
    document.add_paragraph("主要指标见下表。")
    table = document.add_table(3, 3)
    rows = [["学段", "规模", ""], ["小学", "XX所", "1.2万人"], ["初中", "12所", "X人"]]
    for cells, words in zip((row.cells for row in table.rows), rows, strict=True):
        for cell, word in zip(cells, words, strict=True):
            cell.text = word
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).add_paragraph("（含教学点）")
    inner = table.cell(2, 0).add_table(1, 1)
    inner.cell(0, 0).text = "民办XX所"
    document.add_paragraph("全市新建幼儿园XX所。")
    document.save(str(path))
    return read(path)


@pytest.fixture
def written(tmp_path):
    document = source(tmp_path / "old.docx")
    figures = [slot for slot in document.slots if slot.kind == "figure"]
    decisions = {slot.id: Decision(slot.id, "confirmed", f"x.{slot.id}") for slot in figures}
    answers = {
        slot.id: Answer(Decimal(100 + at) * slot.scale, slot.unit, rows=1) for at, slot in enumerate(figures)
    }
    drafted = draft(document, decisions, answers, 2025)
    write_docx(tmp_path / "new.docx", drafted, snapshot="0" * 64, as_of=date(2026, 1, 15))
    return tmp_path / "new.docx", drafted


def test_the_cells_stand_where_they_stood_with_new_figures(written):
    first, second, *_ = docx.Document(str(written[0])).tables

    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["学段", "规模", "规模"],
        ["小学\n（含教学点）", "100所", "101万人"],
        ["初中", "102所", "103人"],
    ]
    assert [[cell.text for cell in row.cells] for row in second.rows] == [["民办104所"]]


def test_every_figure_of_a_cell_is_found_by_its_bookmark(written):
    anchored = read_anchors(written[0])

    assert [(found.shown, found.by) for found in anchored.found] == [
        (anchor.written, "bookmark") for anchor in written[1].anchors
    ]
    assert len(anchored.found) == 6


def test_a_written_table_is_read_as_it_was(written):
    again = read(written[0])

    assert [(slot.text, slot.unit) for slot in again.slots if slot.kind == "figure"] == [
        ("100", "所"), ("101", "万人"), ("102", "所"), ("103", "人"), ("104", "所"), ("105", "所"),
    ]  # fmt: skip
    assert [block.cell for block in again.blocks if block.text == "规模"][0].n_columns == 2


def test_a_table_is_no_fault_of_the_page(written):
    assert [fault for fault in check_layout(written[0]) if "表" in fault or "100所" in fault] == []


def test_a_placeholder_left_open_in_a_cell_is_highlighted(tmp_path):
    document = source(tmp_path / "old.docx")
    write_docx(
        tmp_path / "new.docx", draft(document, {}, {}, 2025), snapshot="0" * 64, as_of=date(2026, 1, 15)
    )

    runs = docx.Document(str(tmp_path / "new.docx")).tables[0].cell(1, 1).paragraphs[0].runs

    assert [(run.text, run.font.highlight_color is not None) for run in runs] == [("XX", True), ("所", False)]
