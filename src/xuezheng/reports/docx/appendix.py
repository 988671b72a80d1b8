"""The appendix: where every figure comes from, how every claim was judged, what was left open."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xuezheng.reports.docx.body import APPENDIX, bookmarked
from xuezheng.reports.docx.page import indent_first_line, set_font
from xuezheng.reports.shapes import Judgement
from xuezheng.reports.writing.shapes import Anchor, Draft

_PERIODS = {"year": "全年", "h1": "上半年", "h2": "下半年", "last_year": "上年"}
_SOURCES = (
    ("位置", 9), ("原句", 34), ("写出", 13), ("准确值", 18), ("指标", 22), ("定义", 28),
    ("时期", 10), ("行数", 9), ("快照", 13),
)  # fmt: skip
_JUDGED = (("断言", 42), ("结论", 16), ("理由", 56), ("反例", 42))
_OPEN = (("位置", 14), ("文中占位", 62), ("未写的原因", 80))
_SHOWN_EXAMPLES = 3


def write_appendix(
    document: Any, draft: Draft, judgements: Sequence[Judgement], snapshot: str, clauses: Mapping[str, str]
) -> None:
    """Write the tables on a new page."""
    _heading(document, "附录一　数据出处表", first=True)
    _table(document, _SOURCES, [_source(anchor, snapshot) for anchor in draft.anchors])
    if judgements:
        _heading(document, "附录二　断言核查表")
        _table(document, _JUDGED, [_judged(judgement) for judgement in judgements])
    if draft.left_open:
        _heading(document, "附录三　尚未填写的位置")
        rows = [(slot, clauses.get(slot, ""), why) for slot, why in draft.left_open.items()]
        _table(document, _OPEN, rows)


def _source(anchor: Anchor, snapshot: str) -> tuple[str, ...]:
    by_hand = anchor.state == "by_hand"
    return (
        anchor.slot,
        anchor.sentence,
        anchor.written + ("" if anchor.written.endswith("%") else anchor.unit),
        anchor.value if by_hand else _exact(anchor),
        "人工填写" if by_hand else anchor.label,
        anchor.source if by_hand else anchor.definition,
        f"{anchor.year}年" + _PERIODS.get(anchor.period, anchor.period),
        "" if by_hand else str(anchor.rows),
        "" if by_hand else snapshot.removeprefix("sha256:")[:8],
    )


def _exact(anchor: Anchor) -> str:
    """The exact value, shortened only where it does not end."""
    whole, _, decimals = anchor.value.partition(".")
    decimals = decimals.rstrip("0")
    shown = f"{whole}.{decimals[:6]}" if decimals else whole
    return shown + ("…" if len(decimals) > 6 else "")


def _judged(judgement: Judgement) -> tuple[str, ...]:
    shown = judgement.counterexamples[:_SHOWN_EXAMPLES]
    lines = ["；".join(f"{key}={value}" for key, value in row.items() if value) for row in shown]
    more = len(judgement.counterexamples) - len(shown)
    if more > 0:
        lines.append(f"……另有 {more} 条")
    return judgement.claim.text, judgement.verdict, judgement.reason, "\n".join(lines)


def _heading(document: Any, words: str, *, first: bool = False) -> None:
    paragraph = document.add_paragraph(style="Heading 1")
    paragraph.paragraph_format.page_break_before = first
    indent_first_line(paragraph._p.get_or_add_pPr(), 0)
    if first:
        bookmarked(paragraph, words, APPENDIX, 100_000)
    else:
        paragraph.add_run(words)


def _table(document: Any, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> None:
    """A ruled table in small type whose first row is repeated on every page."""
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for index, (_, width) in enumerate(columns):
        table.columns[index].width = Mm(width)
    _fill(table.rows[0], [title for title, _ in columns], columns)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in rows:
        _fill(table.add_row(), row, columns)
    document.add_paragraph()


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
