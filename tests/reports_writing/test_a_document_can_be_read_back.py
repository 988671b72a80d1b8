from datetime import date
from pathlib import Path

import docx
import pytest

from xuezheng.errors import BadInput, CannotFinish
from xuezheng.reports.checking.layout import check_layout
from xuezheng.reports.docx import read_anchors, write_docx
from xuezheng.reports.docx.saving import save_whole
from xuezheng.reports.writing import draft


@pytest.fixture
def path(tmp_path, document, decisions, answers):
    drafted = draft(document, decisions, answers, 2024, city="临江市", snapshot="sha256:1")
    write_docx(tmp_path / "a.docx", drafted, snapshot="sha256:1", as_of=date(2024, 12, 31))
    return tmp_path / "a.docx"


def test_every_figure_is_found_by_its_bookmark(path):
    found = read_anchors(path).found

    assert {one.by for one in found} == {"bookmark"}
    assert all(one.shown == one.anchor.written for one in found)


def test_figures_are_found_by_their_neighbours_when_bookmarks_are_gone(path):
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        words = paragraph.text
        if "幼儿园" in words:
            for element in list(paragraph._p):
                if element.tag.endswith(("bookmarkStart", "bookmarkEnd")):
                    paragraph._p.remove(element)
    document.save(str(path))

    found = {one.anchor.slot: one for one in read_anchors(path).found}

    assert (found["S6"].by, found["S6"].shown) == ("quotes", "42")


def test_the_same_input_gives_the_same_bytes(path, tmp_path, document, decisions, answers):
    drafted = draft(document, decisions, answers, 2024, city="临江市", snapshot="sha256:1")
    write_docx(tmp_path / "b.docx", drafted, snapshot="sha256:1", as_of=date(2024, 12, 31))

    assert (tmp_path / "b.docx").read_bytes() == path.read_bytes()


def test_the_page_is_the_standards_page(path):
    assert check_layout(path) == ()


def test_a_moved_margin_is_a_fault(path):
    document = docx.Document(str(path))
    document.sections[0].left_margin = document.sections[0].right_margin * 2
    document.save(str(path))

    assert any("左边距" in fault for fault in check_layout(path))


def test_a_file_that_is_no_docx_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "x.docx").write_text("not a zip")

    with pytest.raises(BadInput, match="不是可以打开的 docx"):
        read_anchors(tmp_path / "x.docx")


def test_a_failed_write_leaves_what_was_there(tmp_path):
    with pytest.raises(CannotFinish, match="无法写入"):
        save_whole(tmp_path / "missing" / "a.docx", b"x")

    assert list(Path(tmp_path).iterdir()) == []
