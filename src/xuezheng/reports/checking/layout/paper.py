"""Paper, margins and grid of the pages of the report proper."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from xuezheng.reports.docx.page import LINE_PITCH_PT, LINES, MARGINS_MM, PAPER_MM
from xuezheng.reports.docx.reading_back import elements_before_appendix, words_of

_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}
_TOLERANCE_MM = 1.0
_PITCH_TWIPS = round(LINE_PITCH_PT * 20)
_TWIPS_A_MM = 1440 / 25.4


def faults_of_paper(document: Any) -> Iterator[str]:
    """What differs in paper, margins and grid."""
    for section in sections_of(document):
        yield from _paper(section)
        yield from _grid(section)


def sections_of(document: Any) -> list[Any]:
    """Section properties of the report proper, without those of the appendix."""
    last = document.element.body.findall(qn("w:sectPr"))
    inside: list[Any] = []
    has_text = False
    for element in elements_before_appendix(document):
        has_text = has_text or bool(words_of(element).strip())
        found = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None and has_text:
            inside.append(found)
            has_text = False
    if has_text or not inside:
        every = list(document.element.body.iter(qn("w:sectPr")))
        after = every[every.index(inside[-1]) + 1 :] if inside else every
        inside += (after or last)[:1]
    return inside


def _paper(section: Any) -> Iterator[str]:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width, height = (_mm(size, "w:w"), _mm(size, "w:h"))
    if abs(width - PAPER_MM[0]) > _TOLERANCE_MM or abs(height - PAPER_MM[1]) > _TOLERANCE_MM:
        yield f"页面：纸张为 {width:.0f} × {height:.0f} mm，应为 A4（210 × 297 mm）。"
    for side, wanted in MARGINS_MM.items():
        actual = _mm(margins, f"w:{side}")
        if abs(actual - wanted) > _TOLERANCE_MM:
            yield f"页面：{_SIDES[side]}边距为 {actual:.0f} mm，应为 {wanted} mm。"


def _grid(section: Any) -> Iterator[str]:
    """22 lines a page."""
    grid = section.find(qn("w:docGrid"))
    kind = grid.get(qn("w:type"), "default") if grid is not None else "default"
    pitch = int(grid.get(qn("w:linePitch"), "0")) if grid is not None else 0
    if kind == "default" or abs(pitch - _PITCH_TWIPS) > 10:
        yield f"页面：文档网格不是每页 {LINES} 行，应设为“只指定行网格”、每页 {LINES} 行（跨度 {LINE_PITCH_PT} 磅）。"


def _mm(element: Any, attribute: str) -> float:
    try:
        return float(element.get(qn(attribute), "0")) / _TWIPS_A_MM
    except (AttributeError, ValueError):
        return 0.0
