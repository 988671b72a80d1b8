"""The page number: — 1 — in 宋体 14 pt, right on odd pages and left on even ones."""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from xuezheng.reports.checking.layout.effective import Effective
from xuezheng.reports.checking.layout.paper import sections_of
from xuezheng.reports.docx.page import FONTS
from xuezheng.reports.docx.reading_back import words_of

_SIDES = {
    "default": ("单页", "右", ("right", "end")),
    "even": ("双页", "左", ("left", "start", "both", None)),
}
_DASHED = re.compile(r"^\s*[—―–－-]+\s*\d*\s*[—―–－-]+\s*$")
_PAGE = re.compile(r"\bPAGE\b")
_SONG = ("宋体", "SimSun", "方正书宋_GBK")


def faults_of_page_number(document: Any) -> Iterator[str]:
    """What differs in the page number of the report proper."""
    settings = document.settings.element.find(qn("w:evenAndOddHeaders"))
    has_even = settings is not None and settings.get(qn("w:val"), "1") not in ("0", "false", "off")
    effective = Effective(document)
    footers: dict[str, Any] = {}
    for section in sections_of(document):
        for reference in section.findall(qn("w:footerReference")):
            part = document.part.related_parts.get(reference.get(qn("r:id")))
            footers[reference.get(qn("w:type"), "default")] = part.element if part is not None else None
        yield from _of_section(effective, section, footers, has_even=has_even)


def _of_section(
    effective: Effective, section: Any, footers: dict[str, Any], *, has_even: bool
) -> Iterator[str]:
    numbered = {kind: _numbered(footers.get(kind)) for kind in ("default", "even", "first")}
    if numbered["default"] is None:
        yield "页脚：没有页码，应在页脚写“— 1 —”，单页居右、双页居左。"
        return
    if section.find(qn("w:titlePg")) is not None and numbered["first"] is None:
        yield "页脚：首页没有页码，应从首页起编页码。"
    if not has_even:
        yield "页脚：没有区分奇偶页，页码应单页居右、双页居左。"
    elif numbered["even"] is None:
        yield "页脚：双页没有页码，应在页脚居左写“— 2 —”。"
    for kind, (pages, side, accepted) in _SIDES.items():
        paragraph = numbered[kind]
        if paragraph is None or (kind == "even" and not has_even):
            continue
        if not _is_outside(effective, paragraph, accepted):
            yield f"页脚：{pages}页码没有居{side}，应居{side}、空一字。"
        yield from _of_number(effective, paragraph, pages)


def _numbered(footer: Any) -> Any | None:
    """The footer's paragraph that holds the page field."""
    for paragraph in footer.iter(qn("w:p")) if footer is not None else ():
        codes = "".join(code.text or "" for code in paragraph.iter(qn("w:instrText")))
        simple = "".join(field.get(qn("w:instr"), "") for field in paragraph.iter(qn("w:fldSimple")))
        if _PAGE.search(codes + simple):
            return paragraph
    return None


def _is_outside(effective: Effective, paragraph: Any, accepted: tuple[str | None, ...]) -> bool:
    if effective.of_paragraph(paragraph, "w:framePr", "w:xAlign") == "outside":
        return True
    return effective.of_paragraph(paragraph, "w:jc", "w:val") in accepted


def _of_number(effective: Effective, paragraph: Any, pages: str) -> Iterator[str]:
    if not _DASHED.match(words_of(paragraph)):
        yield f"页脚：{pages}页码写作“{words_of(paragraph).strip()}”，应为“— 1 —”式，数字左右各一条一字线。"
    for run in paragraph.iter(qn("w:r")):
        if not words_of(run).strip():
            continue
        size = float(effective.of_run(run, paragraph, "w:sz", "w:val") or 20) / 2
        font = effective.of_run(run, paragraph, "w:rFonts", "w:asciiTheme", "w:ascii") or ""
        if abs(size - FONTS["page number"][2]) > 0.1 or font not in _SONG:
            yield f"页脚：{pages}页码为“{font}”{size:g} 磅，应为宋体 14 磅（四号）。"
            return
