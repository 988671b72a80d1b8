"""A list of pupils and their aid as a file: csv, or a workbook with a sheet that says what it is."""

import csv
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound, Occupied
from xuezheng.jobs.aid_results import Result

_WIDTHS = {"学生代码": 14, "姓名": 12, "学校": 28, "学段": 10, "年级": 6}


def expect_place(out: Path, *, force: bool) -> None:
    """Stop before the work when there is nowhere to write."""
    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise BadInput(f"{out.name} 不是 .xlsx 或 .csv 文件名。结果写成工作簿或 csv。请改扩展名。")
    if out.exists() and not force:
        raise Occupied(f"{out} 已存在。没有覆盖。请换一个文件名，或加上 --force。")
    if not out.resolve().parent.is_dir():
        raise NotFound(f"文件夹 {out.parent} 不存在。请先建好，或换一个位置。")


def write_result(result: Result, out: Path, *, year: int, by: str, at: datetime) -> None:
    """Write the rows; every code stays text, and the file takes its name when it is whole."""
    half = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        if out.suffix.lower() == ".csv":
            with half.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([result.columns, *map(_unharmful, result.rows)])
        else:
            _write_book(result, half, year, by, at)
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)


def _unharmful(row: tuple[str, ...]) -> list[str]:
    """A text that a spreadsheet would take for a formula is given a mark before it."""
    return [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell for cell in row]


def _write_book(result: Result, path: Path, year: int, by: str, at: datetime) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(result.title)
        sheet.freeze_panes(1, 2)
        for place, heading in enumerate(result.columns):
            sheet.set_column(place, place, _WIDTHS.get(heading, 24))
            sheet.write_string(0, place, heading, bold)
        for number, row in enumerate(result.rows, 1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, text)
        if result.rows:
            sheet.autofilter(0, 0, len(result.rows), len(result.columns) - 1)
        _write_notes(book, bold, result, year, by, at)


def _write_notes(book: Any, bold: Any, result: Result, year: int, by: str, at: datetime) -> None:
    notes = book.add_worksheet("口径与筛选")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    notes.set_column(0, 0, 14)
    notes.set_column(1, 1, 90)
    for row, (label, value) in enumerate(
        (
            ("名称", result.title),
            ("年度", str(year)),
            ("范围", "本机构及下级"),
            ("口径", result.definition),
            ("行数", str(len(result.rows))),
            ("学生数", str(result.n_pupils)),
            ("导出人", by),
            ("导出时间", f"{at:%Y-%m-%d %H:%M}"),
            ("使用限制", "含学生姓名和家庭困难情况，仅限办理资助使用，不得公示；用后按规定删除。"),
        )
    ):
        notes.write_string(row, 0, label, bold)
        notes.write_string(row, 1, value, wrap)
