"""Faults against GB/T 9704, each planted with python-docx in a document written here."""

from copy import deepcopy

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from xuezheng.reports.checking.layout import check_layout


def test_a_clean_document_has_no_fault(path):
    assert check_layout(path) == ()


def _margin(document):
    document.sections[0].top_margin = Mm(25.4)


def _paper(document):
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def _grid(document):
    document.sections[0]._sectPr.find(qn("w:docGrid")).set(qn("w:linePitch"), "312")


def _no_grid(document):
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    grid.getparent().remove(grid)


def _pitch(document):
    document.styles["Normal"].paragraph_format.line_spacing = 1.5


def _pitch_of_one(document):
    _body(document).paragraph_format.line_spacing = Pt(20)


def _font(document):
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")


def _font_of_a_run(document):
    _body(document).runs[0]._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "微软雅黑")


def _size(document):
    document.styles["Normal"].font.size = Pt(14)


def _size_of_a_run(document):
    _body(document).runs[0].font.size = Pt(15)


def _title_font(document):
    document.styles["Title"].element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")


def _title_size(document):
    document.styles["Title"].font.size = Pt(18)


def _title_side(document):
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _heading1_font(document):
    document.styles["Heading 1"].element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")


def _heading2_font(document):
    document.styles["Heading 2"].element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")


def _indent(document):
    _body(document).paragraph_format.first_line_indent = Pt(0)


def _indent_of_style(document):
    document.styles["Normal"].element.pPr.ind.set(qn("w:firstLineChars"), "0")


def _no_number(document):
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        for child in list(footer.paragraphs[0]._p)[1:]:
            footer.paragraphs[0]._p.remove(child)


def _wrong_side(document):
    document.sections[0].footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _one_side(document):
    document.settings.odd_and_even_pages_header_footer = False


def _bare_number(document):
    for text in document.sections[0].footer.paragraphs[0]._p.iter(qn("w:t")):
        text.text = text.text.replace("—", "")


def _first_page(document):
    document.sections[0].different_first_page_header_footer = True


def _skipped_number(document):
    heading = [one for one in document.paragraphs if one.text.startswith("（二）")][0]
    heading.runs[0].text = heading.runs[0].text.replace("（二）", "（三）")


def _wrong_level(document):
    heading = [one for one in document.paragraphs if one.text.startswith("二、")][0]
    heading.style = document.styles["Heading 2"]


def _bold(document):
    _body(document).runs[0].bold = True


def _colour(document):
    _body(document).runs[0].font.color.rgb = RGBColor(255, 0, 0)


def _space_after(document):
    document.styles["Normal"].paragraph_format.space_after = Pt(8)


def _plain_title(document):
    document.paragraphs[0].style = document.styles["Normal"]


PLANTED = [
    (_margin, "上边距为 25 mm，应为 37 mm"),
    (_paper, "纸张为 216 × 279 mm，应为 A4"),
    (_grid, "每页 22 行"),
    (_no_grid, "每页 22 行"),
    (_pitch, "行距为非固定值，应为固定值 28.95 磅"),
    (_pitch_of_one, "行距为固定值 20 磅"),
    (_font, "字体为“宋体”，应为“仿宋_GB2312”"),
    (_font_of_a_run, "字体为“微软雅黑”"),
    (_size, "字号为 14 磅，应为 16 磅（三号）"),
    (_size_of_a_run, "字号为 15 磅"),
    (_title_font, "应为“方正小标宋简体”"),
    (_title_size, "字号为 18 磅，应为 22 磅（二号）"),
    (_title_side, "标题应居中"),
    (_heading1_font, "一级标题“一、"),
    (_heading2_font, "字体为“黑体”，应为“楷体_GB2312”"),
    (_indent, "首行缩进不是 2 字"),
    (_indent_of_style, "首行缩进不是 2 字"),
    (_no_number, "没有页码"),
    (_wrong_side, "单页页码没有居右"),
    (_one_side, "没有区分奇偶页"),
    (_bare_number, "应为“— 1 —”式"),
    (_first_page, "首页没有页码"),
    (_skipped_number, "序号应为第 2，现为第 3"),
    (_wrong_level, "2 级标题应以“（一）”式编号"),
    (_bold, "有加粗"),
    (_colour, "文字不是黑色"),
    (_space_after, "段前或段后有间距"),
    (_plain_title, "没有用“标题”样式"),
]


@pytest.mark.parametrize(("plant", "says"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_planted_fault_is_found(plant, says, path):
    document = docx.Document(str(path))
    plant(document)
    document.save(str(path))

    faults = check_layout(path)

    assert any(says in fault for fault in faults), faults


def test_the_appendix_is_no_part_of_the_page(path):
    document = docx.Document(str(path))
    document.sections[-1].left_margin = Mm(5)
    document.tables[0].rows[0].cells[0].paragraphs[0].runs[0].font.size = Pt(30)
    document.save(str(path))

    assert check_layout(path) == ()


def test_a_fault_of_many_paragraphs_is_told_once(path):
    document = docx.Document(str(path))
    document.styles["Normal"].font.size = Pt(14)
    document.save(str(path))

    assert len([fault for fault in check_layout(path) if "字号" in fault]) == 1


def test_a_second_section_is_looked_at_too(path):
    document = docx.Document(str(path))
    section = deepcopy(document.sections[0]._sectPr)
    section.find(qn("w:pgMar")).set(qn("w:left"), "600")
    _body(document)._p.get_or_add_pPr().append(section)
    document.save(str(path))

    assert any("左边距为 11 mm" in fault for fault in check_layout(path))


def _body(document):
    """The longest paragraph: surely body."""
    return max(document.paragraphs, key=lambda one: len(one.text))
