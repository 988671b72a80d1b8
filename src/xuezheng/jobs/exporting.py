"""Take a register out as a workbook that can be edited and taken in again."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuezheng.errors import BadInput, Fault, NotFound, Occupied

if TYPE_CHECKING:
    from xuezheng.records.intake.forms.layouts import Column, Layout

CHINA = timezone(timedelta(hours=8))
#: What a sheet can hold below its heading.
MOST_ROWS = 1_048_575
#: A double holds whole numbers exactly up to here; a longer one is written as text.
EXACT = 2**53
Step = Callable[[int, int], None]


def read_conditions(said: Sequence[str]) -> dict[str, str]:
    """Read `COLUMN=VALUE` as column and value.

    Raises
    ------
    BadInput
        When there is no `=`, or a column is named twice.
    """
    faults, conditions = [], {}
    for text in said:
        heading, sign, value = text.partition("=")
        if not sign or not heading.strip():
            faults.append(
                Fault(f"“{text}”不是筛选条件。", "--where", "请写成 列名=值，例如 学校=3799010001。")
            )
        elif heading.strip() in conditions:
            faults.append(Fault(f"“{heading}”写了两次。", "--where", "一列只能有一个条件。"))
        conditions[heading.strip()] = value.strip()
    if faults:
        raise BadInput(f"筛选条件有 {len(faults)} 处不对。没有导出。", faults=faults)
    return conditions


def export_register(
    folder: Path,
    register: str,
    out: Path,
    *,
    conditions: Mapping[str, str],
    by: str = "",
    force: bool = False,
    step: Step = lambda done, of: None,
) -> int:
    """Write the rows a person may report for, and a sheet that says what they are; give how many.

    Raises
    ------
    Occupied
        When something is at `out` and `force` is not set.
    NotFound, BadInput
        For an unknown register, a missing folder, or conditions that cannot be met by any row.
    """
    from xuezheng.records.database import open_bureau

    _expect_place(out, force)
    open_bureau(folder)
    from xuezheng.records.accounts.queries import acting_person
    from xuezheng.records.intake.actions import take_out
    from xuezheng.records.intake.forms.layouts import columns_of, layout_of

    layout, person, at = layout_of(register), acting_person(by), datetime.now(CHINA)
    n_rows, rows = take_out(layout=layout, conditions=conditions, by=person, at=at)
    if n_rows > MOST_ROWS:
        raise BadInput(f"有 {n_rows} 行，一张表最多 {MOST_ROWS} 行。没有导出。请用 --where 分批导出。")
    told = [
        ("报表", f"{layout.title}（{layout.name}）"),
        ("导出时间", f"{at:%Y-%m-%d %H:%M}"),
        ("导出人", person.get_username()),
        ("行数", str(n_rows)),
        ("筛选条件", "；".join(f"{name} = {value}" for name, value in conditions.items()) or "无"),
        ("范围", "本机构及下级" if layout.owner else "全市"),
    ]
    with _workbook(out) as book:
        _write_rows(book, layout, columns_of(layout), rows, n_rows, step)
        _write_notes(book, columns_of(layout), told)
    return n_rows


def _expect_place(out: Path, force: bool) -> None:
    if out.suffix.lower() != ".xlsx":
        raise BadInput(f"{out.name} 不是 .xlsx 文件名。导出的是 Excel 工作簿。请以 .xlsx 结尾。")
    if out.exists() and not force:
        raise Occupied(f"{out} 已存在。没有覆盖。请换一个文件名，或加上 --force。")
    if not out.resolve().parent.is_dir():
        raise NotFound(f"文件夹 {out.parent} 不存在。请先建好，或换一个位置。")


@contextmanager
def _workbook(out: Path) -> Iterator[Any]:
    """A workbook that takes its name when it is whole."""
    import xlsxwriter

    half = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        book = xlsxwriter.Workbook(str(half), options)
        yield book
        book.close()
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)


def _write_rows(
    book: Any,
    layout: "Layout",
    columns: "Sequence[Column]",
    rows: Iterator[list[Any]],
    n_rows: int,
    step: Step,
) -> None:
    sheet = book.add_worksheet(layout.title[:31])
    head = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True})
    key = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, sum(column.is_key for column in columns[:3]))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(10, min(40, 2 * len(column.heading) + 4)))
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading, key if column.is_key else head)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            _write_cell(sheet, number, place, cell, text, day)
        if number % 2000 == 0:
            step(number, n_rows)
    if n_rows:
        sheet.autofilter(0, 0, n_rows, len(columns) - 1)


def _write_cell(sheet: Any, row: int, place: int, cell: Any, text: Any, day: Any) -> None:
    """Text stays text, so that no code loses its zeros; numbers and days are real ones."""
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime | date):
        sheet.write_datetime(row, place, cell, day)
    elif isinstance(cell, int | Decimal) and -EXACT < cell < EXACT:
        sheet.write_number(row, place, cell)
    else:
        sheet.write_string(row, place, str(cell), text)


def _write_notes(book: Any, columns: "Sequence[Column]", told: Sequence[tuple[str, str]]) -> None:
    from xuezheng.jobs.import_template import NOTES

    notes = book.add_worksheet(NOTES)
    bold = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1})
    for place, width in enumerate((24, 40, 60)):
        notes.set_column(place, place, width)
    for row, (label, value) in enumerate(told):
        notes.write_string(row, 0, label, bold)
        notes.write_string(row, 1, value)
    lines = [("列名", "是什么", "可选值"), *(_definition(column) for column in columns)]
    for row, line in enumerate(lines, len(told) + 1):
        for place, value in enumerate(line):
            notes.write_string(row, place, value, *([bold] if row == len(told) + 1 else []))


def _definition(column: "Column") -> tuple[str, str, str]:
    from xuezheng.jobs.import_template import KINDS

    what = ("关键列，" if column.is_key else "") + KINDS[column.kind]
    labels = [label for label, code in column.choices.items() if label != code]
    return column.heading, what, "、".join(labels)
