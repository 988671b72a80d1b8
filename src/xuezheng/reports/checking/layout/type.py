"""Type of the title, headings and body: font, size, weight, colour, pitch of lines, indents."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from xuezheng.reports.checking.layout.effective import Effective
from xuezheng.reports.docx.body import is_salutation
from xuezheng.reports.docx.page import FONTS, LINE_PITCH_PT
from xuezheng.reports.docx.reading_back import paragraphs_before_appendix, words_of

#: Fonts that are the same face under another maker's name.
_SAME_FACE = {
    "仿宋": {"仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体"},
    "楷体": {"楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体"},
    "黑体": {"黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"},
    "小标宋": {"方正小标宋简体", "方正小标宋_GBK", "方正小标宋_GB18030", "小标宋体", "文星标宋"},
}
_FACE_OF = {"title": "小标宋", "heading1": "黑体", "heading2": "楷体"}
_ROLE_NAMES = {
    "title": "标题", "heading1": "一级标题", "heading2": "二级标题", "heading3": "三级标题",
    "heading4": "四级标题", "body": "正文",
}  # fmt: skip
_HEADING = re.compile(r"heading ([1-4])$")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_BLACK = ("", "auto", "000000")
_SHOWN = 14


@dataclass(frozen=True)
class _Fault:
    """A fault of one paragraph, told once for all paragraphs that have it."""

    role: str
    what: str


def faults_of_type(document: Any) -> Iterator[str]:
    """Every fault of type once, with the number of paragraphs and the first of them."""
    effective = Effective(document)
    places: dict[_Fault, list[str]] = defaultdict(list)
    paragraphs = [one for one in paragraphs_before_appendix(document) if words_of(one).strip()]
    for paragraph in paragraphs:
        role = _role(effective.style_name(paragraph))
        for what in dict.fromkeys(_faults(effective, paragraph, role)):
            places[_Fault(role, what)].append(words_of(paragraph).strip())
    if paragraphs and _role(effective.style_name(paragraphs[0])) == "body":
        yield f"标题：首段“{_short(words_of(paragraphs[0]))}”没有用“标题”样式，应居中，{_wanted('title')}。"
    for fault, quoted in places.items():
        where = f"“{_short(quoted[0])}”" + (f"等 {len(quoted)} 段" if len(quoted) > 1 else "")
        yield f"{_ROLE_NAMES[fault.role]}{where}：{fault.what}"


def _role(style: str) -> str:
    heading = _HEADING.match(style)
    return f"heading{heading[1]}" if heading else "title" if style == "title" else "body"


def _faults(effective: Effective, paragraph: Any, role: str) -> Iterator[str]:
    for run in paragraph.iter(qn("w:r")):
        if words_of(run).strip():
            yield from _of_run(effective, paragraph, run, role)
    yield from _of_pitch(effective, paragraph)
    yield from _of_place(effective, paragraph, role)


def _of_run(effective: Effective, paragraph: Any, run: Any, role: str) -> Iterator[str]:
    if _CHINESE.search(words_of(run)):
        font = effective.of_run(run, paragraph, "w:rFonts", "w:eastAsiaTheme", "w:eastAsia") or "未指定"
        if font not in _SAME_FACE[_FACE_OF.get(role, "仿宋")]:
            yield f"字体为“{font}”，应为“{FONTS[role][0]}”。"
    half_points = effective.of_run(run, paragraph, "w:sz", "w:val")
    size = float(half_points) / 2 if half_points else 10.0
    if abs(size - FONTS[role][2]) > 0.1:
        yield f"字号为 {size:g} 磅，应为 {FONTS[role][2]} 磅（{'二号' if role == 'title' else '三号'}）。"
    if effective.is_on(run, paragraph, "w:i") or effective.is_on(run, paragraph, "w:u"):
        yield "有斜体或下划线，公文正文不用。"
    if role in ("body", "title") and effective.is_on(run, paragraph, "w:b"):
        yield "有加粗，应为常规字形。"
    if (effective.of_run(run, paragraph, "w:color", "w:val") or "").lower() not in _BLACK:
        yield "文字不是黑色，应为黑色。"


def _of_pitch(effective: Effective, paragraph: Any) -> Iterator[str]:
    line = effective.of_paragraph(paragraph, "w:spacing", "w:line")
    rule = effective.of_paragraph(paragraph, "w:spacing", "w:lineRule")
    points = float(line) / 20 if line else 0.0
    if rule != "exact" or abs(points - LINE_PITCH_PT) > 0.5:
        now = f"固定值 {points:g} 磅" if rule == "exact" else "非固定值"
        yield f"行距为{now}，应为固定值 {LINE_PITCH_PT} 磅（每页 22 行）。"
    edges = [effective.of_paragraph(paragraph, "w:spacing", f"w:{side}") for side in ("before", "after")]
    if any(float(edge or 0) > 20 for edge in edges):
        yield "段前或段后有间距，应为 0。"


def _of_place(effective: Effective, paragraph: Any, role: str) -> Iterator[str]:
    """The title centred; headings and body two characters in, a salutation flush left."""
    side = effective.of_paragraph(paragraph, "w:jc", "w:val") or "left"
    if role == "title":
        if side != "center":
            yield "没有居中，标题应居中。"
        return
    words = words_of(paragraph).strip()
    if (role == "body" and is_salutation(words)) or side in ("right", "end", "center"):
        return
    characters = effective.of_paragraph(paragraph, "w:ind", "w:firstLineChars")
    twips = effective.of_paragraph(paragraph, "w:ind", "w:firstLine")
    hangs = effective.of_paragraph(paragraph, "w:ind", "w:hanging")
    is_two = [characters in (None, "200"), twips is None or abs(float(twips) - 640) <= 40]
    if not all(is_two) or (characters is None and twips is None) or float(hangs or 0) > 0:
        yield "首行缩进不是 2 字，应左空二字。"


def _wanted(role: str) -> str:
    return f"{FONTS[role][0]} {FONTS[role][2]} 磅"


def _short(words: str) -> str:
    words = words.strip()
    return words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")
