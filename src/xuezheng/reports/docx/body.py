"""Paragraphs and tables of the speech: ordinary runs, each figure inside a bookmark."""

from functools import partial
from itertools import count, groupby
from typing import Any

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from xuezheng.reports.docx.page import STYLE_OF, indent_first_line
from xuezheng.reports.docx.tables import write_table
from xuezheng.reports.writing.shapes import Draft, Paragraph

#: Bookmarks of figures begin with this; the appendix starts at its own.
BOOKMARK = "xz_"
APPENDIX = "xuezheng_appendix"


def write_body(document: Any, draft: Draft) -> None:
    """Write every paragraph of the draft, and a blank line under the title."""
    numbers = count(1)
    if draft.title and not any(paragraph.kind == "title" for paragraph in draft.paragraphs):
        document.add_paragraph(draft.title, style="Title")
        document.add_paragraph()
    for number, group in groupby(draft.paragraphs, key=lambda one: one.cell.table if one.cell else 0):
        if number:
            write_table(document, list(group), partial(write_words, numbers=numbers))
            continue
        for paragraph in group:
            _write(document, paragraph, numbers)
            if paragraph.kind == "title":
                document.add_paragraph()


def style_of(paragraph: Paragraph) -> str:
    """Name of the style a paragraph is written in."""
    role = f"heading{min(4, max(1, paragraph.level))}" if paragraph.kind == "heading" else paragraph.kind
    return STYLE_OF[role]


def _write(document: Any, paragraph: Paragraph, numbers: Any) -> None:
    written = document.add_paragraph(style=style_of(paragraph))
    if is_salutation(paragraph.text) and paragraph.kind == "body":
        indent_first_line(written._p.get_or_add_pPr(), 0)
    write_words(written, paragraph, numbers)


def write_words(written: Any, paragraph: Paragraph, numbers: Any) -> None:
    """Runs of a paragraph: figures in bookmarks, what was left open highlighted."""
    done = 0
    for mark in paragraph.marks:
        if mark.start > done:
            written.add_run(paragraph.text[done : mark.start])
        words = paragraph.text[mark.start : mark.end]
        if mark.kind == "figure":
            bookmarked(written, words, BOOKMARK + mark.slot, next(numbers))
        else:
            run = written.add_run(words)
            if mark.kind == "open":
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        done = mark.end
    if done < len(paragraph.text):
        written.add_run(paragraph.text[done:])


def is_salutation(text: str) -> bool:
    """同志们： and the like stand flush left."""
    return len(text) <= 20 and text.endswith((":", "："))


def bookmarked(paragraph: Any, words: str, name: str, number: int) -> None:
    """Write words as an ordinary run between the two ends of a bookmark."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph._p.append(start)
    paragraph.add_run(words)
    paragraph._p.append(end)
