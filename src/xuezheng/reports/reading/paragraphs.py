"""Which lines belong to one paragraph."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuezheng.reports.reading.headings import is_salutation, mark_of, may_be_title, names_a_document
from xuezheng.reports.reading.lines import Line, squeeze
from xuezheng.reports.shapes import Cell

_TERMINAL = "。！？!?…"
_CLOSING = "”’\"'）)》」』】"
_LEAST_WRAPPED = 3
_NUMBER_ALONE = re.compile(r"(?:[\d.,]+|[XxＸ×*]+(?:\.[XxＸ×*]+)?)[%％]?")
_AFTER_NUMBER = re.compile(r"[年月日所名个人次万亿元%％项件余多起处条平套台亩场册]|[，,、。；]")
_LEAST_WIDTH = 24
_FULL = 0.8
_STANDS_ALONE = 16
_LONGEST_LATER_TITLE = 40
_LONGEST_HEADING_LINES = 3


@dataclass(frozen=True)
class Layout:
    """How the lines were broken: `width` is the page's width where lines break in mid-sentence."""

    width: int | None
    indent: int | None
    is_docx: bool

    def is_full(self, line: Line) -> bool:
        """Whether a line reaches the right margin, so that its break means nothing."""
        return self.width is not None and line.width >= _FULL * self.width

    def is_indented(self, line: Line) -> bool:
        """Whether a line opens a paragraph by its indent."""
        return self.indent is not None and line.indent >= self.indent


def layout_of(lines: Sequence[Line], *, is_docx: bool = False) -> Layout:
    """See whether lines are broken at a margin, and whether paragraphs are indented."""
    return Layout(_margin(lines), _indent(lines), is_docx)


def _margin(lines: Sequence[Line]) -> int | None:
    """The width most lines reach without ending a sentence; None when lines are paragraphs."""
    widths = sorted(
        line.width for line in lines if not _ends_sentence(line.text) and not mark_of(line.squeezed)
    )
    best, most = None, 0
    low = 0
    for high, width in enumerate(widths):
        while widths[low] < _FULL * width:
            low += 1
        if width >= _LEAST_WIDTH and high - low + 1 >= most:
            best, most = width, high - low + 1
    return best if most >= max(_LEAST_WRAPPED, 0.3 * len(lines)) else None


def _indent(lines: Sequence[Line]) -> int | None:
    """Two cells or more at the head of some lines; at the head of nearly all they are a margin."""
    indented = [line.indent for line in lines if line.indent >= 2]
    is_margin = len(lines) > 3 and len(indented) > 0.8 * len(lines)
    return None if is_margin or not indented else min(indented)


@dataclass(frozen=True)
class Paragraph:
    """Lines of one paragraph, and what they are known to be before their words are looked at."""

    lines: tuple[Line, ...]
    kind: str = ""
    level: int | None = None
    cell: Cell | None = None


def paragraphs_of(
    lines: Sequence[Line], layout: Layout, levels: Mapping[int, int], cells: Mapping[int, Cell]
) -> list[Paragraph]:
    """Group lines into paragraphs; the title first, a line of a table always alone."""
    titles = _titles(lines, layout, levels) if lines and lines[0].number not in cells else []
    groups: list[list[Line]] = []
    for at, line in enumerate(lines[sum(len(title.lines) for title in titles) :]):
        in_table = line.number in cells or (at > 0 and groups[-1][-1].number in cells)
        if at and not in_table and not _starts(groups[-1], line, layout, levels):
            groups[-1].append(line)
        else:
            groups.append([line])
    return titles + [
        Paragraph(tuple(group), level=levels.get(group[0].number), cell=cells.get(group[0].number))
        for group in groups
    ]


def _titles(lines: Sequence[Line], layout: Layout, levels: Mapping[int, int]) -> list[Paragraph]:
    """The line or lines of the title; none when the text begins with a sentence."""
    if not lines:
        return []
    styled = [line for line in lines if levels.get(line.number) == 0]
    if styled and styled[0] is lines[0]:
        return [Paragraph((line,), "title") for line in styled[:2] if line in lines[:2]]
    first = lines[0]
    words = first.squeezed
    if not may_be_title(words) or (layout.is_full(first) and not names_a_document(words)):
        return []
    if len(lines) == 1 and not names_a_document(words):
        return []
    return _with_second(lines, layout)


def _with_second(lines: Sequence[Line], layout: Layout) -> list[Paragraph]:
    """A title may go on in a second line, or be said again in other words."""
    first = Paragraph((lines[0],), "title")
    if len(lines) < 3 or not names_a_document(lines[1].squeezed) or layout.is_full(lines[1]):
        return [first]
    if len(lines[1].squeezed) > _LONGEST_LATER_TITLE:
        return [first]
    if lines[1].after_gap or names_a_document(lines[0].squeezed):
        return [first, Paragraph((lines[1],), "title")]
    return [Paragraph((lines[0], lines[1]), "title")]


def _starts(group: Sequence[Line], line: Line, layout: Layout, levels: Mapping[int, int]) -> bool:
    """Whether a line opens a new paragraph after the lines before it."""
    last = group[-1]
    runs_on = layout.is_full(last) and not _ends_sentence(last.text)
    if line.number in levels or last.number in levels:
        return True
    if _is_torn(last, line, layout) or _is_mark_alone(group):
        return False
    if _is_heading(group):
        return not (layout.is_full(last) and _goes_on_heading(line, layout))
    if layout.is_indented(line):
        return True
    if runs_on:
        return False
    if mark_of(line.squeezed) or is_salutation(line.squeezed) or line.after_gap:
        return True
    if layout.is_docx and layout.width is None:
        return True
    return _is_ended(group, layout)


def _is_torn(last: Line, line: Line, layout: Layout) -> bool:
    """A page that put every number on a line of its own: 教育局 / 2021 / 年工作总结."""
    if layout.is_docx or _ends_sentence(last.text):
        return False
    if _NUMBER_ALONE.fullmatch(last.squeezed):
        return _AFTER_NUMBER.match(line.squeezed) is not None
    return _NUMBER_ALONE.fullmatch(line.squeezed) is not None and mark_of(line.squeezed) is None


def _is_mark_alone(group: Sequence[Line]) -> bool:
    """A number of a heading on a line of its own; its words come next."""
    words = group[0].squeezed
    mark = mark_of(words) if len(group) == 1 else None
    return mark is not None and mark[1] == len(words)


def _is_heading(group: Sequence[Line]) -> bool:
    """Whether the lines so far are a heading or salutation without a sentence after it."""
    if len(group) > _LONGEST_HEADING_LINES:
        return False
    words = "".join(line.squeezed for line in group)
    if is_salutation(words):
        return True
    mark = mark_of(words)
    return mark is not None and not any(stop in words[mark[1] :] for stop in "。；;！？!?，,")


def _goes_on_heading(line: Line, layout: Layout) -> bool:
    short = not layout.is_full(line) and not mark_of(line.squeezed)
    return short and not any(stop in line.text for stop in "。；;，,")


def _is_ended(group: Sequence[Line], layout: Layout) -> bool:
    """Whether the lines so far end a paragraph, seen from their last line."""
    last = group[-1]
    if layout.is_full(last):
        return False
    if _ends_sentence(last.text) or last.text.rstrip()[-1] in ":：":
        return True
    if layout.width is not None:
        return last.width < 0.6 * layout.width
    return len(group) == 1 and len(last.squeezed) <= _STANDS_ALONE and _is_bare(last.text)


def _is_bare(text: str) -> bool:
    """No punctuation and no figure at its end: a signature or an unnumbered heading."""
    return not any(c in "，,。；;：:、！!？?“”" for c in text) and not text[-1].isascii()


def _ends_sentence(text: str) -> bool:
    return squeeze(text).rstrip(_CLOSING)[-1:] in tuple(_TERMINAL)
