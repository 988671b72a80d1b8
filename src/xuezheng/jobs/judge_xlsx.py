"""A judged standard as a workbook: the tables inspectors use, heat maps as conditional formats, every row of evidence."""

from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from xuezheng.jobs import judge_grids as grids
from xuezheng.jobs.judge import Report
from xuezheng.jobs.judge_grids import Grid
from xuezheng.jobs.judge_heat import BANDS, Heat, heats
from xuezheng.standards.measures import STAGES
from xuezheng.standards.verdict import STATE_WORDS

_EVIDENCE = (
    "县区", "部分", "项目", "判定", "学校标识码", "学校", "内容", "分子（数量）", "分母", "数值", "要求", "该行判定", "说明",
)  # fmt: skip


def xlsx_of(report: Report) -> bytes:
    """The workbook. Text is written as text, never as a formula."""
    saved = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(saved, options)
    on = report.inquiry.snapshot.as_of
    book.set_properties({"title": report.standard.label, "created": datetime(on.year, on.month, on.day)})
    looks = _looks(book)
    _write_grid(book, looks, "判定结论", [("", grids.summary(report))])
    if report.standard.resources is not None:
        for stage, label in STAGES.items():
            _write_heats(book, looks, report, stage, label)
    for title, make in (
        ("差异系数", grids.spreads), ("学校缺口", grids.lacks), ("翻转点", grids.turning), ("与上年比较", grids.changes),
        ("数据问题", grids.faults), ("骤变请核对", grids.jumps),
    ):  # fmt: skip
        found = [(each.verdict.name, make(each)) for each in report.judged]
        _write_grid(book, looks, title, [(name, grid) for name, grid in found if grid is not None])
    listed = [(each.verdict.name, grid) for each in report.judged for grid in grids.items(each)]
    _write_grid(book, looks, "逐项判定", listed)
    _write_evidence(book, looks, report)
    _write_options(book, looks, report)
    book.close()
    return saved.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    plain = {
        "font_name": "宋体",
        "font_size": 10,
        "border": 1,
        "border_color": "#B8C4D2",
        "valign": "vcenter",
    }
    looks = {
        "cell": book.add_format({**plain, "text_wrap": True}),
        "head": book.add_format(
            {**plain, "bold": True, "bg_color": "#E8EEF3", "text_wrap": True, "align": "center"}
        ),
        "number": book.add_format({**plain, "num_format": "0.00"}),
        "fine": book.add_format({**plain, "num_format": "0.0000"}),
        "whole": book.add_format({**plain, "num_format": "0"}),
        "any": book.add_format({**plain, "num_format": "General"}),
        "wrong": book.add_format({"font_color": "#B03A2E", "bold": True}),
        "open": book.add_format({"font_color": "#8A6D00", "bold": True}),
    }
    for band, (_, fill, ink, _) in BANDS.items():
        looks[band] = book.add_format({"bg_color": f"#{fill}", "font_color": f"#{ink}"})
    return looks


def _write_grid(book: Any, looks: dict[str, Any], title: str, parts: list[tuple[str, Grid]]) -> None:
    """Tables of one kind under one heading, with the place in front."""
    if not parts:
        return
    sheet = book.add_worksheet(title)
    grid = parts[0][1]
    has_place = any(name for name, _ in parts)
    heads = ("县区", *grid.heads) if has_place else grid.heads
    lines = [((name, *line) if has_place else line) for name, each in parts for line in each.lines]
    widths = (14, *grid.widths) if has_place else grid.widths
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, max(8, min(70, width * 0.7)))
        sheet.write_string(0, column, head, looks["head"])
    for row, line in enumerate(lines, 1):
        for column, words in enumerate(line):
            _write_words(sheet, row, column, words, looks)
    _finish(sheet, len(lines), len(heads))
    area = (1, 0, max(1, len(lines)), len(heads) - 1)
    for words, look in (("未达标", "wrong"), ("不通过", "wrong"), ("无法判定", "open")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": looks[look]}
        sheet.conditional_format(*area, rule)


def _write_words(sheet: Any, row: int, column: int, words: str, looks: dict[str, Any]) -> None:
    """A figure as a number, so that it can be sorted; everything else, codes too, as text."""
    try:
        value = float(words) if len(words) < 10 and words.lstrip("+-").replace(".", "", 1).isdigit() else None
    except ValueError:
        value = None
    if value is None:
        sheet.write_string(row, column, words, looks["cell"])
    else:
        sheet.write_number(row, column, value, looks["any"])


def _write_heats(book: Any, looks: dict[str, Any], report: Report, stage: str, label: str) -> None:
    """All schools of a stage; the colours follow the figures and the line they are held against.

    Thresholds stand in one line at the top; where there are none, each area's mean stands above its schools.
    """
    found: list[tuple[str, Heat]] = [
        (each.verdict.name, heat)
        for each in report.judged
        for heat in heats(report.inquiry.counted, each.verdict.place)
        if heat.stage == stage
    ]
    if not found:
        return
    sheet = book.add_worksheet(f"热力图 {label}")
    first = found[0][1]
    heads = (
        "县区",
        "学校标识码",
        "学校",
        "学生数",
        *(m.label for m in first.measures),
        "达标项数",
        "学校判定",
    )
    for column, head in enumerate(heads):
        sheet.set_column(column, column, (12, 14, 24, 9)[column] if column < 4 else 13)
        sheet.write_string(0, column, head, looks["head"])
    at = asked = 1
    for n, (name, heat) in enumerate(found):
        if n == 0 or heat.is_against_mean:
            asked, at = at, at + 1
            _write_asked(
                sheet, looks, asked, f"{name}平均值" if heat.is_against_mean else "要求（不低于）", heat
            )
        begun = at
        for line in heat.lines:
            _write_heat_line(sheet, looks, at, name, line)
            at += 1
        if heat.is_against_mean:
            _colour(sheet, looks, begun, at - 1, asked, len(heat.measures))
    if not first.is_against_mean:
        _colour(sheet, looks, 2, at - 1, 1, len(first.measures))
    _finish(sheet, at - 1, len(heads), frozen=(1 if first.is_against_mean else 2, 3))


def _write_asked(sheet: Any, looks: dict[str, Any], at: int, words: str, heat: Heat) -> None:
    """What the schools below are held against."""
    sheet.merge_range(at, 0, at, 3, words, looks["head"])
    for column, value in enumerate(heat.asked, 4):
        sheet.write_number(at, column, round(value, 4), looks["head"])
    for column in (4, 5):
        sheet.write_string(at, column + len(heat.asked), "", looks["head"])


def _write_heat_line(sheet: Any, looks: dict[str, Any], at: int, name: str, line: Any) -> None:
    for column, words in enumerate((name, line.school, line.name)):
        sheet.write_string(at, column, words, looks["cell"])
    sheet.write_number(at, 3, line.n_pupils, looks["whole"])
    for column, cell in enumerate(line.cells, 4):
        if cell.value is None:
            sheet.write_string(at, column, "数据不可用", looks["cell"])
        else:
            sheet.write_number(at, column, round(cell.value, 6), looks["number"])
    end = 4 + len(line.cells)
    sheet.write_number(at, end, line.n_met, looks["whole"])
    told = "无法判定" if line.is_met is None else "达标" if line.is_met else "未达标"
    sheet.write_string(at, end + 1, told, looks["cell"])


def _colour(sheet: Any, looks: dict[str, Any], begun: int, last: int, asked_at: int, n: int) -> None:
    """Bands by share of what is asked, strongest rule first."""
    cell, asked = f"E{begun + 1}", f"E${asked_at + 1}"
    rules = (
        ("bad", f"ISTEXT({cell})"), ("low", f"{cell}<{asked}*0.85"), ("short", f"{cell}<{asked}"),
        ("most", f"{cell}>={asked}*2"), ("well", f"{cell}>={asked}*1.2"), ("met", f"{cell}>={asked}"),
    )  # fmt: skip
    for band, formula in rules:
        rule = {"type": "formula", "criteria": f"={formula}", "format": looks[band], "stop_if_true": True}
        sheet.conditional_format(begun, 4, last, 3 + n, rule)


def _write_evidence(book: Any, looks: dict[str, Any], report: Report) -> None:
    """Every row every figure was counted from."""
    sheet = book.add_worksheet("逐校依据")
    for column, head in enumerate(_EVIDENCE):
        sheet.set_column(column, column, 14 if column not in (2, 5, 12) else 28)
        sheet.write_string(0, column, head, looks["head"])
    at = 0
    for judged in report.judged:
        for part in judged.verdict.parts:
            for outcome in part.outcomes:
                for row in outcome.rows:
                    at += 1
                    told = (
                        judged.verdict.name,
                        part.label,
                        outcome.label,
                        STATE_WORDS[outcome.state],
                        row.school,
                        row.name,
                        row.subject,
                    )
                    for column, words in enumerate(told):
                        sheet.write_string(at, column, words, looks["cell"])
                    for column, value in enumerate((row.counted, row.out_of, row.value, row.limit), 7):
                        if value is None:
                            sheet.write_blank(at, column, None, looks["cell"])
                        else:
                            sheet.write_number(at, column, float(value), looks["any"])
                    sheet.write_string(at, 11, STATE_WORDS[row.state], looks["cell"])
                    sheet.write_string(at, 12, row.note, looks["cell"])
    _finish(sheet, at, len(_EVIDENCE))


def _write_options(book: Any, looks: dict[str, Any], report: Report) -> None:
    sheet = book.add_worksheet("口径与出处")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    lines = [("标准", report.standard.label), ("依据", report.standard.reference)]
    lines += [("年度", str(report.inquiry.year)), ("快照编号", report.inquiry.snapshot.id)]
    lines += list(report.judged[0].verdict.options.items()) if report.judged else []
    seen = dict.fromkeys(source for each in report.judged for source in grids.sources(each))
    lines += [("数值出处", source) for source in seen]
    for row, (name, words) in enumerate(lines):
        sheet.write_string(row, 0, name, looks["head"])
        sheet.write_string(row, 1, words, looks["cell"])
    sheet.hide_gridlines(2)


def _finish(sheet: Any, last: int, n_columns: int, frozen: tuple[int, int] = (1, 0)) -> None:
    sheet.freeze_panes(*frozen)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if last >= frozen[0]:
        sheet.autofilter(frozen[0] - 1, 0, last, n_columns - 1)
