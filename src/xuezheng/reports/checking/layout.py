"""Faults against the page of GB/T 9704: paper, margins, pitch, fonts, numbering of headings."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from xuezheng.reports.docx.page import FONTS, LINE_PITCH_PT, MARGINS_MM, PAPER_MM, STYLE_OF
from xuezheng.reports.docx.reading_back import open_docx

_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}
_NUMERALS = "一二三四五六七八九十"
_LEVEL1 = re.compile(r"^([一二三四五六七八九十]+)、")
_LEVEL2 = re.compile(r"^[（(]([一二三四五六七八九十]+)[）)]")
_TOLERANCE_MM = 1.0


def check_layout(path: Path) -> tuple[str, ...]:
    """List what differs from the standard's page, in words a clerk can act on."""
    document = open_docx(path)
    return (*_page(document), *_styles(document), *_numbering(document))


def _page(document: Any) -> Iterator[str]:
    section = document.sections[0]
    size = (round(section.page_width.mm), round(section.page_height.mm))
    if size != PAPER_MM:
        yield f"纸张为 {size[0]} × {size[1]} mm，应为 A4（210 × 297 mm）。"
    for side, wanted in MARGINS_MM.items():
        actual = getattr(section, f"{side}_margin").mm
        if abs(actual - wanted) > _TOLERANCE_MM:
            yield f"{_SIDES[side]}边距为 {actual:.0f} mm，应为 {wanted} mm。"


def _styles(document: Any) -> Iterator[str]:
    used = {paragraph.style.name for paragraph in document.paragraphs}
    for role, name in STYLE_OF.items():
        if name not in used and name != "Normal":
            continue
        style = document.styles[name]
        pitch = style.paragraph_format.line_spacing
        if getattr(pitch, "pt", None) is None or abs(pitch.pt - LINE_PITCH_PT) > 1:
            yield f"样式“{name}”的行距应为固定值 {LINE_PITCH_PT} 磅。"
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        font = fonts.get(qn("w:eastAsia"), "") if fonts is not None else ""
        if font not in FONTS[role][:2]:
            yield f"样式“{name}”的中文字体为“{font}”，应为“{FONTS[role][0]}”。"
        if style.font.size is None or abs(style.font.size.pt - FONTS[role][2]) > 0.1:
            yield f"样式“{name}”的字号应为 {FONTS[role][2]} 磅。"


def _numbering(document: Any) -> Iterator[str]:
    """一、二、三 without gaps, and （一）（二） beginning anew under each."""
    expected = {1: 1, 2: 1}
    for paragraph in document.paragraphs:
        if not paragraph.style.name.startswith("Heading") or paragraph.text.startswith("附录"):
            continue
        for level, pattern in ((1, _LEVEL1), (2, _LEVEL2)):
            found = pattern.match(paragraph.text)
            if not found:
                continue
            number = _number(found[1])
            if number != expected[level]:
                yield f"标题“{paragraph.text[:20]}”的序号应为第 {expected[level]}。"
            expected[level] = number + 1
            if level == 1:
                expected[2] = 1


def _number(words: str) -> int:
    if "十" not in words:
        return _NUMERALS.index(words) + 1
    tens, _, ones = words.partition("十")
    return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones) + 1 if ones else 0)
