"""The appendix: where every figure comes from, how every claim was judged, what was left open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xuezheng.reports.claims.naming import row_in_words
from xuezheng.reports.docx.body import APPENDIX, bookmarked
from xuezheng.reports.docx.page import indent_first_line, set_font
from xuezheng.reports.shapes import Judgement
from xuezheng.reports.writing.shapes import Anchor, Draft

_PERIODS = {"year": "全年", "h1": "上半年", "h2": "下半年", "last_year": "上年"}
#: Columns and their widths in mm; an A4 page on its side holds 241.
_SOURCES = (
    ("位置", 13), ("原句", 62), ("写出", 21), ("准确值", 25), ("指标", 34), ("定义", 52),
    ("时期", 20), ("数据行", 14),
)  # fmt: skip
_JUDGED = (("断言", 66), ("结论", 19), ("理由", 82), ("反例", 74))
_OPEN = (("位置", 16), ("文中占位", 105), ("未写的原因", 120))
_SHOWN_EXAMPLES = 3


def write_appendix(
    document: Any,
    draft: Draft,
    judgements: Sequence[Judgement],
    snapshot: str,
    as_of: date,
    clauses: Mapping[str, str],
) -> None:
    """Write the tables on pages of their own, on their side."""
    _turn(document.add_section(WD_SECTION.NEW_PAGE))
    _heading(document, "附录一　数据出处表", first=True)
    told = f"全部数字由数据快照 {snapshot.removeprefix('sha256:')} 计算，数据截至 {day_in_words(as_of)}。"
    _small_line(document, told)
    _table(document, _SOURCES, [_source(anchor) for anchor in draft.anchors])
    if judgements:
        _heading(document, "附录二　断言核查表")
        _table(document, _JUDGED, [_judged(judgement) for judgement in judgements])
    if draft.left_open:
        _heading(document, "附录三　尚未填写的位置")
        rows = [(slot, clauses.get(slot, ""), why) for slot, why in draft.left_open.items()]
        _table(document, _OPEN, rows)


def day_in_words(on: date) -> str:
    """2026年1月15日."""
    return f"{on.year}年{on.month}月{on.day}日"


def _turn(section: Any) -> None:
    """Lay the page on its side: the wide margin of the binding comes on top."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(28)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(16)


def _small_line(document: Any, words: str) -> None:
    paragraph = document.add_paragraph()
    indent_first_line(paragraph._p.get_or_add_pPr(), 0)
    set_font(paragraph.add_run(words)._r.get_or_add_rPr(), "table", size=10.5)


def _source(anchor: Anchor) -> tuple[str, ...]:
    by_hand = anchor.state == "by_hand"
    return (
        anchor.slot,
        anchor.sentence,
        anchor.written + ("" if anchor.written.endswith("%") else anchor.unit),
        anchor.value if by_hand else _exact(anchor),
        "人工填写" if by_hand else anchor.label,
        anchor.source if by_hand else anchor.definition,
        f"{anchor.year}年" + _PERIODS.get(anchor.period, anchor.period),
        "" if by_hand else f"{anchor.rows:,}",
    )


def _exact(anchor: Anchor) -> str:
    """The exact value, shortened only where it does not end."""
    whole, _, decimals = anchor.value.partition(".")
    decimals = decimals.rstrip("0")
    shown = f"{whole}.{decimals[:6]}" if decimals else whole
    return shown + ("…" if len(decimals) > 6 else "")


def _judged(judgement: Judgement) -> tuple[str, ...]:
    shown = judgement.counterexamples[:_SHOWN_EXAMPLES]
    lines = [row_in_words(row) for row in shown]
    more = len(judgement.counterexamples) - len(shown)
    if more > 0:
        lines.append(f"……另有 {more} 条")
    return judgement.claim.text, judgement.verdict, judgement.reason, "\n".join(lines)


def _heading(document: Any, words: str, *, first: bool = False) -> None:
    paragraph = document.add_paragraph(style="Heading 1")
    indent_first_line(paragraph._p.get_or_add_pPr(), 0)
    if first:
        bookmarked(paragraph, words, APPENDIX, 100_000)
    else:
        paragraph.add_run(words)


def _table(document: Any, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> None:
    """A ruled table in small type whose first row is repeated on every page."""
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    _pad(table)
    for index, (_, width) in enumerate(columns):
        table.columns[index].width = Mm(width)
    _fill(table.rows[0], [title for title, _ in columns], columns)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in rows:
        _fill(table.add_row(), row, columns)
    document.add_paragraph()


def _pad(table: Any) -> None:
    """A little air above and below the words of every cell."""
    margins = OxmlElement("w:tblCellMar")
    for side, twentieths in (("top", "40"), ("left", "70"), ("bottom", "40"), ("right", "70")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twentieths)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def _fill(row: Any, words: Sequence[str], columns: Sequence[tuple[str, int]]) -> None:
    whole = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(whole)
    for cell, text, (_, width) in zip(row.cells, words, columns, strict=True):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        indent_first_line(paragraph._p.get_or_add_pPr(), 0)
        paragraph.paragraph_format.line_spacing = Pt(12)
        paragraph.alignment = 0
        grid = OxmlElement("w:snapToGrid")
        grid.set(qn("w:val"), "0")
        paragraph._p.get_or_add_pPr().insert_element_before(grid, "w:spacing", "w:ind", "w:jc", "w:rPr")
        run = paragraph.add_run(text)
        set_font(run._r.get_or_add_rPr(), "table")
