"""Lay a dossier out on GB/T 9704 pages."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import docx
import numpy as np
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xuezheng.allocation.classes.report.figures import Dossier, Grid, Spread
from xuezheng.jobs.class_dossier.charts import add_chart, columns_chart, stacked_chart
from xuezheng.reports.docx.page import indent_first_line, lay_out, set_font
from xuezheng.reports.docx.saving import fix_properties, steady_bytes

#: The standard's text is this wide; a table of more columns is parted.
WIDTH_MM, FIRST_MM = 156, 42
#: A table of so few lines stays on one page.
SHORT = 16
BINS = 50
SOFT, MARK, DEAL, PALE = "B8C4D2", "0B6E4F", "B45309", "DFE6EE"


def write_document(dossier: Dossier, *, on: date, author: str = "") -> bytes:
    """The document; the same bytes for the same dossier and day."""
    document = docx.Document()
    lay_out(document)
    document.add_paragraph(dossier.title, style="Title")
    document.add_paragraph()
    for sentence in dossier.lead:
        _say(document, sentence)
    numerals = iter("一二三四五六")
    if dossier.compared is not None:
        _heading(document, next(numerals), "与随机分班、蛇形分班相比")
        _say(document, dossier.chance[0].replace("横轴是", "图中横轴是"))
        _distribution(document, dossier)
        _say(document, dossier.chance[1])
    if dossier.spread is not None:
        _heading(document, next(numerals), "各班的分数")
        told = "浅色从最低分到最高分，深色是中间一半学生，两段深色相接处是居中的学生。"
        _say(document, f"下图是“{dossier.spread.score}”在各班的分布：{told}")
        _boxes(document, dossier.spread)
        for grid in dossier.scores:
            _grid(document, grid)
    if dossier.categories is not None:
        _heading(document, next(numerals), dossier.categories.title)
        _grid(document, dossier.categories, titled=False)
    _heading(document, next(numerals), dossier.rules.title)
    _grid(document, dossier.rules, titled=False)
    for note in dossier.notes:
        _say(document, note)
    _heading(document, next(numerals), "怎样核验")
    for sentence in dossier.proof:
        _say(document, sentence)
    _hashes(document, dossier)
    fix_properties(document, title=dossier.title, author=author, on=on)
    return steady_bytes(document)


def _heading(document: Any, numeral: str, words: str) -> None:
    document.add_paragraph(f"{numeral}、{words}", style="Heading 1")


def _say(document: Any, sentence: str) -> None:
    """A paragraph; what stands between `**` is bold."""
    paragraph = document.add_paragraph()
    for n, words in enumerate(re.split(r"\*\*(.+?)\*\*", sentence)):
        if words:
            paragraph.add_run(words).bold = bool(n % 2)


def _picture(document: Any, xml: str, words: str, height_mm: int) -> None:
    paragraph = document.add_paragraph()
    indent_first_line(paragraph._p.get_or_add_pPr(), 0)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_chart(document, paragraph, xml, words, (WIDTH_MM, height_mm))


def _distribution(document: Any, dossier: Dossier) -> None:
    """How often chance gives which value; the plan and the S-shaped deal as marks."""
    compared = dossier.compared
    if compared is None:
        return
    high = max(float(compared.chance.max()), compared.plan, compared.deal) * 1.02 or 1.0
    counts, edges = np.histogram(compared.chance, bins=BINS, range=(0.0, high))
    top = int(counts.max())

    def mark(value: float) -> list[float]:
        at = min(BINS - 1, int(value / high * BINS))
        return [top if b == at else 0 for b in range(BINS)]

    bars = [
        (f"随机分班 {compared.chance.size:,} 次", SOFT, counts.tolist()),
        (f"蛇形 {compared.deal:.1f}", DEAL, mark(compared.deal)),
        (f"本方案 {compared.plan:.1f}", MARK, mark(compared.plan)),
    ]
    labels = [f"{edge:.0f}" if b % 10 == 0 else "" for b, edge in enumerate(edges[:-1])]
    words = f"随机分班、蛇形（{compared.deal:.1f}）与本方案（{compared.plan:.1f}）的不均衡程度"
    _picture(document, columns_chart(labels, bars), words, 62)


def _boxes(document: Any, spread: Spread) -> None:
    """Five numbers of each class, end to end."""
    five = spread.five
    steps = np.diff(five, axis=1)
    bars = [
        ("", "", five[:, 0].tolist()),
        ("最低至 1/4", PALE, steps[:, 0].tolist()),
        ("1/4 至居中", SOFT, steps[:, 1].tolist()),
        ("居中至 3/4", "8FA3B8", steps[:, 2].tolist()),
        ("3/4 至最高", PALE, steps[:, 3].tolist()),
    ]
    height = min(200, 22 + 7 * len(spread.classes))
    xml = stacked_chart(list(spread.classes), bars, _round_limits(float(five.min()), float(five.max())))
    _picture(document, xml, f"{spread.score}在各班的分布", height)


def _round_limits(low: float, high: float) -> tuple[float, float, float]:
    """Lowest, highest and step of an axis, all round numbers."""
    rough = (high - low) / 6 or 1.0
    power = 10.0 ** np.floor(np.log10(rough))
    step = float(next(power * n for n in (1, 2, 5, 10) if power * n >= rough))
    return float(np.floor(low / step) * step), float(np.ceil(high / step) * step), step


def _grid(document: Any, grid: Grid, *, titled: bool = True) -> None:
    if titled:
        document.add_paragraph(f"{grid.title}。{grid.note}" if grid.note else grid.title, style="Heading 2")
    elif grid.note:
        _say(document, grid.note)
    for columns in _parted(grid):
        _table(document, grid, columns)


def _lines(grid: Grid) -> list[tuple[str, ...]]:
    return [grid.heading, *grid.rows, *([grid.foot] if grid.foot else [])]


def _first_mm(grid: Grid) -> float:
    """How wide the column of names is."""
    return min(FIRST_MM, max(_width_mm(line[0]) for line in _lines(grid)))


def _parted(grid: Grid) -> Iterator[list[int]]:
    """The columns of each part of a wide table; the first stands in all of them."""
    rest = list(range(1, len(grid.heading)))
    widest = max(_width_mm(cell) for line in _lines(grid) for cell in line[1:])
    n_parts = max(1, -(-len(rest) // int((WIDTH_MM - _first_mm(grid)) // min(widest, 40))))
    share = -(-len(rest) // n_parts)
    for start in range(0, max(1, len(rest)), share or 1):
        yield [0, *rest[start : start + share]]


def _table(document: Any, grid: Grid, columns: Sequence[int]) -> None:
    """A ruled table in small type, its heading repeated on every page."""
    lines = _lines(grid)
    table = document.add_table(rows=len(lines), cols=len(columns), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    first = _first_mm(grid)
    each = min(26.0, (WIDTH_MM - first) / max(1, len(columns) - 1))
    widths = [first, *[each] * (len(columns) - 1)]
    for index, width in enumerate(widths):
        table.columns[index].width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for n, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
        heavy = n == 0 or (bool(grid.foot) and n == len(lines) - 1)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, column, width in zip(row.cells, columns, widths, strict=True):
            cell.width = Mm(width)
            _fill(cell, line[column], heavy=heavy, is_number=column > 0)
            cell.paragraphs[0].paragraph_format.keep_with_next = len(lines) <= SHORT and n < len(lines) - 1
    spacer = document.add_paragraph()
    spacer.paragraph_format.line_spacing = Pt(12)


def _width_mm(words: str) -> float:
    """About how wide words are in small type, with the cell's margins."""
    return 3.5 + sum(3.8 if ord(letter) > 0x2E80 else 1.95 for letter in words)


def _fill(cell: Any, words: str, *, heavy: bool, is_number: bool) -> None:
    paragraph = cell.paragraphs[0]
    indent_first_line(paragraph._p.get_or_add_pPr(), 0)
    paragraph.paragraph_format.line_spacing = Pt(14)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else WD_ALIGN_PARAGRAPH.LEFT
    grid = OxmlElement("w:snapToGrid")
    grid.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(grid, "w:spacing", "w:ind", "w:jc", "w:rPr")
    run = paragraph.add_run(words)
    run.bold = heavy
    set_font(run._r.get_or_add_rPr(), "table", size=10.5)
    if heavy:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2F5F8")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _hashes(document: Any, dossier: Dossier) -> None:
    lines = ["输入文件的指纹（SHA-256）：", *(f"{name}：{value}" for name, value in dossier.hashes)]
    for words in [*lines, dossier.made_by]:
        paragraph = document.add_paragraph()
        indent_first_line(paragraph._p.get_or_add_pPr(), 0)
        paragraph.paragraph_format.line_spacing = Pt(16)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        set_font(paragraph.add_run(words)._r.get_or_add_rPr(), "table", size=10.5)
