"""The page of GB/T 9704: paper, margins, grid, styles and page number."""

import math
from collections.abc import Iterator
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

#: GB/T 9704-2012: 版心 156 × 225 mm, 22 lines of 28 characters.
PAPER_MM = (210, 297)
MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
LINE_PITCH_PT = 28.95
LINES, CHARACTERS = 22, 28

#: Style → eastAsia font (as the standard's practice names it), fallback, size.
FONTS = {
    "body": ("仿宋_GB2312", "仿宋", 16),
    "title": ("方正小标宋简体", "宋体", 22),
    "heading1": ("黑体", "黑体", 16),
    "heading2": ("楷体_GB2312", "楷体", 16),
    "heading3": ("仿宋_GB2312", "仿宋", 16),
    "heading4": ("仿宋_GB2312", "仿宋", 16),
    "page number": ("宋体", "宋体", 14),
    "table": ("仿宋_GB2312", "仿宋", 9),
}
STYLE_OF = {"body": "Normal", "title": "Title", **{f"heading{n}": f"Heading {n}" for n in range(1, 5)}}

#: What stands in for a font that is not installed (w:altName of the font table).
FALLBACKS = {
    "仿宋_GB2312": "仿宋,FandolFang R,Noto Serif CJK SC",
    "楷体_GB2312": "楷体,FandolKai,Noto Serif CJK SC",
    "方正小标宋简体": "宋体,Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
}


def lay_out(document: Any) -> None:
    """Give a new document the standard's page, styles and page number."""
    _set_paper(document.sections[0])
    _set_grid(document.sections[0])
    for role, style_name in STYLE_OF.items():
        _set_style(document.styles[style_name], role)
    _name_fallbacks(document)
    _number_pages(document)


def set_font(run_properties: Any, role: str, *, size: float | None = None) -> None:
    """Name the font of a role for every script, and its size."""
    font, _, default_size = FONTS[role]
    fonts = run_properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        run_properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    half_points = str(round((size or default_size) * 2))
    for tag in ("w:sz", "w:szCs"):
        element = run_properties.find(qn(tag))
        if element is None:
            element = OxmlElement(tag)
            run_properties.append(element)
        element.set(qn("w:val"), half_points)


def _set_paper(section: Any) -> None:
    section.page_width, section.page_height = Mm(PAPER_MM[0]), Mm(PAPER_MM[1])
    for side, size in MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(size))
    section.header_distance, section.footer_distance = Mm(15), Mm(24)


def _set_grid(section: Any) -> None:
    """22 lines a page. Characters are not put on a grid: LibreOffice then gives each two cells."""
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE_PITCH_PT * 20)))


def _tighten(run_properties: Any) -> None:
    """28 characters a line: 156 mm ÷ 28 is a quarter of a point less than 16 pt."""
    width_pt = Mm(PAPER_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"]).pt
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(math.floor((width_pt / CHARACTERS - 16) * 20)))
    size = run_properties.find(qn("w:sz"))
    size.addprevious(spacing)


def _set_style(style: Any, role: str) -> None:
    set_font(style.element.get_or_add_rPr(), role)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.bold = style.font.italic = False
    paragraph = style.paragraph_format
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.line_spacing = Pt(LINE_PITCH_PT)
    paragraph.keep_with_next = role.startswith("heading")
    paragraph.keep_together = False
    paragraph.widow_control = False
    _drop(style.element.rPr, "w:spacing", "w:kern")
    if role == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _drop(style.element, "w:pBdr")
    else:
        _tighten(style.element.rPr)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent_first_line(style.element.get_or_add_pPr(), 0 if role == "title" else 2)


def indent_first_line(paragraph_properties: Any, characters: int) -> None:
    """Indent the first line by whole characters of 16 pt."""
    indent = paragraph_properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(characters * 320))


def _drop(parent: Any, *tags: str) -> None:
    for tag in tags:
        for element in list(parent.iter(qn(tag))):
            element.getparent().remove(element)


def _name_fallbacks(document: Any) -> None:
    """Let Word and WPS take the system's own 仿宋 and 楷体 where GB2312 names are missing."""
    from lxml import etree

    for part in document.part.package.iter_parts():
        if str(part.partname) != "/word/fontTable.xml":
            continue
        root = etree.fromstring(part.blob)
        for font, fallback in FALLBACKS.items():
            entry = etree.SubElement(root, qn("w:font"), {qn("w:name"): font})
            etree.SubElement(entry, qn("w:altName"), {qn("w:val"): fallback})
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _number_pages(document: Any) -> None:
    """— 1 — outside: right on odd pages, left on even ones, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = _page_number_style(document)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLine"), "0")
        indent.set(qn("w:firstLineChars"), "0")
        indent.set(qn(f"w:{side}Chars"), "100")
        indent.set(qn(f"w:{side}"), "280")
        for piece in _page_field():
            paragraph._p.append(piece)


def _page_number_style(document: Any) -> Any:
    if "页码" not in document.styles:
        style = document.styles.add_style("页码", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        set_font(style.element.get_or_add_rPr(), "page number")
    return document.styles["页码"]


def _page_field() -> Iterator[Any]:
    yield _run(_text("— "))
    yield _run(_field("begin"))
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = " PAGE "
    yield _run(code)
    yield _run(_field("separate"))
    yield _run(_text("1"))
    yield _run(_field("end"))
    yield _run(_text(" —"))


def _run(child: Any) -> Any:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    run.append(properties)
    set_font(properties, "page number")
    run.append(child)
    return run


def _text(words: str) -> Any:
    text = OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = words
    return text


def _field(kind: str) -> Any:
    field = OxmlElement("w:fldChar")
    field.set(qn("w:fldCharType"), kind)
    return field
