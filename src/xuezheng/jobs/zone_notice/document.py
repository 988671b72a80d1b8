"""The notice as a docx in the page and styles of GB/T 9704."""

from typing import Any

from xuezheng.allocation.zones.report.picture import Picture
from xuezheng.jobs.zone_notice.words import Notice, Said, notice_in_words
from xuezheng.reports.docx.body import APPENDIX, bookmarked
from xuezheng.reports.docx.page import STYLE_OF, indent_first_line, lay_out, set_font
from xuezheng.reports.docx.saving import fix_properties, steady_bytes


def notice_docx(picture: Picture, notice: Notice) -> bytes:
    """The notice as a docx; the same bytes for the same plan and day."""
    import docx

    document = docx.Document()
    lay_out(document)
    for said in notice_in_words(picture, notice):
        _add(document, said)
    fix_properties(document, title=notice.title, author=notice.bureau, on=notice.on)
    return steady_bytes(document)


def _add(document: Any, said: Said) -> None:
    if said.role == "annex":
        _begin_annex(document, said)
        return
    paragraph = document.add_paragraph(said.words, style=STYLE_OF.get(said.role, STYLE_OF["body"]))
    if said.is_kept:
        paragraph.paragraph_format.keep_with_next = True
    if said.role == "signed":
        _to_the_right(paragraph, said.free)


def _begin_annex(document: Any, said: Said) -> None:
    first = document.add_paragraph()
    bookmarked(first, said.words, APPENDIX, 1)
    set_font(first.runs[0]._r.get_or_add_rPr(), "heading1")
    first.paragraph_format.page_break_before = True
    indent_first_line(first._p.get_or_add_pPr(), 0)


def _to_the_right(paragraph: Any, free: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    properties = paragraph._p.get_or_add_pPr()
    indent_first_line(properties, 0)
    indent = properties.get_or_add_ind()
    indent.set(qn("w:rightChars"), str(round(free * 100)))
    indent.set(qn("w:right"), str(round(free * 320)))
