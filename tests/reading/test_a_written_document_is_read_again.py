from datetime import date

import pytest
from labelled import speeches

from xuezheng.reports.docx import write_docx
from xuezheng.reports.reading import read
from xuezheng.reports.shapes import Decision
from xuezheng.reports.writing import draft


@pytest.fixture(params=speeches(), ids=lambda speech: speech.path.parent.name)
def document(request):
    return read(request.param.path)


def written(document, decisions, path, city):
    drafted = draft(document, decisions, {}, 2025, city=city, snapshot="sha256:1")
    write_docx(path, drafted, snapshot="sha256:1", as_of=date(2026, 1, 15))
    return drafted


def test_a_document_written_here_is_read_back_without_its_appendix(document, tmp_path):
    drafted = written(document, {}, tmp_path / "a.docx", "")

    again = read(tmp_path / "a.docx")

    assert [(b.kind, b.level) for b in again.blocks] == [(b.kind, b.level) for b in document.blocks]
    assert [b.text for b in again.blocks] == [p.text for p in drafted.paragraphs]
    figures = [(s.kind, s.text, s.unit, s.approx) for s in document.slots if s.kind == "figure"]
    assert [(s.kind, s.text, s.unit, s.approx) for s in again.slots if s.kind == "figure"] == figures


def test_years_written_in_digits_keep_their_meaning(document, tmp_path):
    written(document, {}, tmp_path / "a.docx", "临江市")

    years = [(s.text, s.name_kind) for s in read(tmp_path / "a.docx").slots if s.kind == "date"]

    kinds = [s.name_kind for s in document.slots if s.kind == "date"]
    assert years == [(str(2025 if kind == "report_year" else 2026), kind) for kind in kinds]


def test_figures_filled_by_hand_are_figures_again(document, tmp_path):
    hidden = [s for s in document.slots if s.kind == "figure" and s.value is None]
    decisions = {s.id: Decision(s.id, "by_hand", value=str(100 + at)) for at, s in enumerate(hidden)}
    written(document, decisions, tmp_path / "a.docx", "临江市")

    again = [s for s in read(tmp_path / "a.docx").slots if s.kind == "figure"]

    values = {s.id: 100.0 + at for at, s in enumerate(hidden)}
    before = [s for s in document.slots if s.kind == "figure"]
    assert [(s.value, s.unit, s.scale) for s in again] == [
        (values.get(s.id, s.value), s.unit, s.scale) for s in before
    ]
