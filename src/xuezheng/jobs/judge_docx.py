"""A judged standard as a document: verdict, tables, heat maps as shaded cells, on GB/T 9704 pages."""

from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from xuezheng.jobs import judge_grids as grids
from xuezheng.jobs.judge import Judged, Report
from xuezheng.jobs.judge_grids import Grid
from xuezheng.jobs.judge_heat import BANDS, Heat, heats, shown_value
from xuezheng.reports.docx.page import indent_first_line, lay_out, set_font
from xuezheng.reports.docx.saving import fix_properties, steady_bytes

_DIGITS = "一二三四五六七八九"
_NUMERALS = (*_DIGITS, "十", *(f"十{digit}" for digit in _DIGITS))
_WIDTH_MM = 156
_STATE_INK = {"未达标": "B03A2E", "不通过": "B03A2E", "无法判定": "8A6D00"}
_CENTRED = (
    "—",
    "小学",
    "初中",
    "达标",
    "未达标",
    "无法判定",
    *(f"{n}/{m}" for m in (7, 8) for n in range(m + 1)),
)
_HEAD_FILL = "E8EEF3"


def docx_of(report: Report) -> bytes:
    """The document; the same bytes for the same snapshot and options."""
    document = docx.Document()
    lay_out(document)
    title = _title(report)
    document.add_paragraph(title, style="Title")
    document.add_paragraph(f"（{report.inquiry.year}年）", style="Title")
    document.add_paragraph()
    if len(report.judged) > 1:
        _grid(document, grids.summary(report))
    for judged in report.judged:
        _write_place(document, report, judged, is_alone=len(report.judged) == 1)
    fix_properties(
        document, title=f"{title}（{report.inquiry.year}年）", author="", on=report.inquiry.snapshot.as_of
    )
    return steady_bytes(document)


def _title(report: Report) -> str:
    name = (
        report.judged[0].verdict.name if len(report.judged) == 1 else report.inquiry.snapshot.bureau["city"]
    )
    return f"{name}{report.standard.label}判定报告"


def _write_place(document: Any, report: Report, judged: Judged, *, is_alone: bool) -> None:
    if not is_alone:
        place = document.add_paragraph(judged.verdict.name, style="Title")
        place.paragraph_format.page_break_before = True
    numerals = iter(_NUMERALS)
    _heading(document, numerals, "判定结论")
    _say(document, grids.lead(report, judged))
    for name, told in judged.verdict.options.items():
        _say(document, f"口径——{name}：{told}。")
    _grid(document, grids.conclusion(judged), titled=False)
    _write_resources(document, report, judged, numerals)
    for grid in grids.items(judged):
        if grid.lines:
            _heading(document, numerals, grid.title)
            _grid(document, grid, titled=False)
    for grid_or_none in (
        grids.lacks(judged),
        grids.turning(judged),
        grids.changes(judged),
        grids.faults(judged),
        grids.jumps(judged),
    ):
        if grid_or_none is not None:
            _heading(document, numerals, grid_or_none.title)
            _grid(document, grid_or_none, titled=False)
    _small(document, f"依据：{report.standard.reference}。快照编号 {judged.verdict.snapshot}。")
    _grid(document, grids.source_table(judged))


def _write_resources(document: Any, report: Report, judged: Judged, numerals: Any) -> None:
    table = grids.spreads(judged)
    if table is None:
        return
    _heading(document, numerals, "校际差异系数与最弱学校")
    _grid(document, table, titled=False)
    _heading(document, numerals, "学校与指标热力图")
    for heat in heats(report.inquiry.counted, judged.verdict.place):
        _heat(document, heat)
    _legend(document)


def _heading(document: Any, numerals: Any, words: str) -> None:
    document.add_paragraph(f"{next(numerals)}、{words}", style="Heading 1")


def _say(document: Any, sentence: str) -> None:
    document.add_paragraph(sentence)


def _small(document: Any, words: str) -> None:
    paragraph = document.add_paragraph()
    indent_first_line(paragraph._p.get_or_add_pPr(), 0)
    paragraph.paragraph_format.line_spacing = Pt(14)
    set_font(paragraph.add_run(words)._r.get_or_add_rPr(), "table", size=9)


def _grid(document: Any, grid: Grid, *, titled: bool = True) -> None:
    if titled:
        _caption(document, grid.title)
    table = _table(
        document, len(grid.lines) + 1, [width * _WIDTH_MM / sum(grid.widths) for width in grid.widths]
    )
    _fill_row(table.rows[0], grid.heads, is_head=True)
    for row, line in zip(table.rows[1:], grid.lines, strict=True):
        _fill_row(row, line, states=grid.states)
    _gap(document)


def _heat(document: Any, heat: Heat) -> None:
    """Schools down, measures across; a shaded cell with its value and a mark where it is not met."""
    _caption(document, f"{heat.label}（{len(heat.lines)} 所）")
    n = len(heat.measures)
    first, pupils, last = 36.0, 13.0, 13.0
    each = (_WIDTH_MM - first - pupils - last) / n
    table = _table(document, len(heat.lines) + 4, [first, pupils, *[each] * n, last])
    rows = table.rows
    _fill_row(rows[0], ("学校", "学生", *(m.short for m in heat.measures), "达标项"), is_head=True)
    asked = "平均值" if heat.is_against_mean else "要求"
    told = tuple(shown_value(value, m) for value, m in zip(heat.asked, heat.measures, strict=True))
    _fill_row(rows[1], (asked, "", *told, ""), is_head=True)
    for row, line in zip(rows[2:-2], heat.lines, strict=True):
        _fill_row(row, (line.name, str(line.n_pupils), *("" for _ in line.cells), f"{line.n_met}/{n}"))
        for cell, heat_cell, measure in zip(row.cells[2:-1], line.cells, heat.measures, strict=True):
            _, fill, ink, mark = BANDS[heat_cell.band]
            _write(cell, mark + shown_value(heat_cell.value, measure), ink=ink, fill=fill, centred=True)
    means = tuple(shown_value(v, m) for v, m in zip(heat.means, heat.measures, strict=True))
    _fill_row(rows[-2], ("全县区", "", *means, ""), is_head=True)
    _fill_row(rows[-1], (f"差异系数（≤{heat.cv_limit:g}）", "", *("" for _ in heat.cvs), ""), is_head=True)
    for cell, cv in zip(rows[-1].cells[2:-1], heat.cvs, strict=True):
        band = BANDS["bad" if cv is None else "low" if cv > heat.cv_limit else "met"]
        _write(cell, "—" if cv is None else f"{cv:.3f}", ink=band[2], fill=band[1], centred=True)
    _gap(document)


def _legend(document: Any) -> None:
    table = _table(document, 1, [_WIDTH_MM / len(BANDS)] * len(BANDS))
    for cell, (words, fill, ink, mark) in zip(table.rows[0].cells, BANDS.values(), strict=True):
        _write(cell, f"{mark}{words}", ink=ink, fill=fill, centred=True)
    _gap(document)


def _caption(document: Any, words: str) -> None:
    paragraph = document.add_paragraph()
    indent_first_line(paragraph._p.get_or_add_pPr(), 0)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(words)
    run.bold = True
    set_font(run._r.get_or_add_rPr(), "table", size=12)


def _gap(document: Any) -> None:
    document.add_paragraph().paragraph_format.line_spacing = Pt(10)


def _table(document: Any, n_rows: int, widths_mm: Sequence[float]) -> Any:
    table = document.add_table(rows=n_rows, cols=len(widths_mm), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _fill_row(row: Any, words: Sequence[str], *, is_head: bool = False, states: int = -1) -> None:
    for n, (cell, word) in enumerate(zip(row.cells, words, strict=True)):
        ink = _STATE_INK.get(word, "") if n == states else ""
        short = is_head or n == states or word.lstrip("+-").replace(".", "", 1).isdigit() or word in _CENTRED
        _write(
            cell,
            word,
            ink=ink,
            fill=_HEAD_FILL if is_head else "",
            centred=short,
            is_heavy=is_head or bool(ink),
        )


def _write(
    cell: Any, words: str, *, ink: str = "", fill: str = "", centred: bool = False, is_heavy: bool = False
) -> None:
    paragraph = cell.paragraphs[0]
    indent_first_line(paragraph._p.get_or_add_pPr(), 0)
    paragraph.paragraph_format.line_spacing = Pt(12.5)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    grid = OxmlElement("w:snapToGrid")
    grid.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(grid, "w:spacing", "w:ind", "w:jc", "w:rPr")
    run = paragraph.add_run(words)
    run.bold = is_heavy
    set_font(run._r.get_or_add_rPr(), "table", size=9)
    if ink:
        run.font.color.rgb = RGBColor.from_string(ink)
    if fill:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
