"""The monthly report of dropout control: one line an area or school, the entries, the duties, how it is counted."""

import secrets
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound, Occupied
from xuezheng.jobs.casework import Desk
from xuezheng.jobs.dropout import Owed, owed


@dataclass
class Line:
    """One unit: its name, and the entries of the month that are its own."""

    name: str
    entries: list[Any] = field(default_factory=list)


def _on(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _open(row: Any, day: date) -> bool:
    return row.entered_on <= day and (row.closed_on is None or row.closed_on > day)


def _confirmed(row: Any, day: date) -> bool:
    return row.confirmed_on is not None and row.confirmed_on <= day


def _away(row: Any, day: date) -> bool:
    return row.returned_on is None or row.returned_on > day


Counted = Callable[[Any, date, date], bool]
#: Heading, which entries are counted (entry, first, last day of the month), how it is said.
COLUMNS: tuple[tuple[str, Counted, str], ...] = (
    ("月初疑似", lambda r, a, z: r.entered_on < a and (r.closed_on is None or r.closed_on >= a)
     and not (r.confirmed_on and r.confirmed_on < a), "上月末在疑似辍学台账、未销号的人数"),
    ("本月新增疑似", lambda r, a, z: _on(r.entered_on, a, z), "本月入账的人数"),
    ("本月认定辍学", lambda r, a, z: _on(r.confirmed_on, a, z), "本月由疑似转入辍学台账的人数"),
    ("其中因贫", lambda r, a, z: _on(r.confirmed_on, a, z) and r.reason == "poverty", "本月认定、原因为家庭贫困的人数"),
    ("本月复学", lambda r, a, z: _on(r.returned_on, a, z), "本月登记复学的人数"),
    ("本月销号", lambda r, a, z: _on(r.closed_on, a, z), "本月销号的人数"),
    ("月末疑似", lambda r, a, z: _open(r, z) and not _confirmed(r, z), "月末在疑似辍学台账、未销号的人数"),
    ("月末辍学", lambda r, a, z: _open(r, z) and _confirmed(r, z) and _away(r, z), "月末在辍学台账、尚未复学的人数"),
    ("已复学待销号", lambda r, a, z: _open(r, z) and not _away(r, z), "月末已复学、尚未销号的人数"),
    ("未书面报告", lambda r, a, z: _open(r, z) and _confirmed(r, z) and _away(r, z)
     and not (r.reported_on and r.reported_on <= z), "月末辍学中，学校还没有书面报告主管部门的人数"),
    ("重点群体", lambda r, a, z: _open(r, z) and bool(r.focus), "月末在账的孤儿、事实无人抚养、残疾、困难家庭儿童少年"),
)  # fmt: skip


def write_monthly(
    desk: Desk, month: str, out: Path, *, by_school: bool = False, force: bool = False
) -> list[Line]:
    """Write the workbook of a month; gives the lines, the last one the total."""
    first, last = month_days(month)
    _expect_place(out, force)
    lines = lines_of(desk, first, last, by_school=by_school)
    duties = [
        one
        for one in owed(desk, first=date(first.year - 1, first.month, 1), last=last)
        if _on(one.due_on, first, last)
    ]
    half = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        _write(half, lines, duties, first, last, desk)
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    return lines


def lines_of(desk: Desk, first: date, last: date, *, by_school: bool = False) -> list[Line]:
    """The units that have entries of the month, in the order of their codes, then the total."""
    from xuezheng.records.registers.queries import DropoutEntry, visible_to

    rows = (
        visible_to(DropoutEntry, desk.person).filter(entered_on__lte=last)
        .select_related("school__area").order_by("school__area", "school", "code")
    )  # fmt: skip
    units: dict[str, Line] = {}
    whole = Line("合计")
    for row in rows:
        if row.closed_on is not None and row.closed_on < first:
            continue
        key, name = (
            (row.school_id, row.school.name) if by_school else (row.school.area_id, row.school.area.name)
        )
        units.setdefault(key, Line(name)).entries.append(row)
        whole.entries.append(row)
    return [*units.values(), whole]


def numbers(line: Line, first: date, last: date) -> list[int]:
    """One line of the table."""
    return [sum(counted(row, first, last) for row in line.entries) for _, counted, _ in COLUMNS]


def month_days(month: str) -> tuple[date, date]:
    try:
        year, number = (int(part) for part in month.split("-"))
        return date(year, number, 1), date(year, number, monthrange(year, number)[1])
    except ValueError:
        raise BadInput(f"“{month}”不是月份。月报按自然月统计。请写成 2026-03。") from None


def _expect_place(out: Path, force: bool) -> None:
    if out.suffix.lower() != ".xlsx":
        raise BadInput(f"{out.name} 不是 .xlsx 文件名。月报是 Excel 工作簿。请以 .xlsx 结尾。")
    if out.exists() and not force:
        raise Occupied(f"{out} 已存在。没有覆盖。请换一个文件名，或加上 --force。")
    if not out.resolve().parent.is_dir():
        raise NotFound(f"文件夹 {out.parent} 不存在。没有写出。请先建好，或换一个位置。")


def _write(
    path: Path, lines: Sequence[Line], duties: Sequence[Owed], first: date, last: date, desk: Desk
) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "head": book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True,
                                 "align": "center", "valign": "vcenter"}),
        "cell": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "bad": book.add_format({"border": 1, "font_color": "#C00000"}),
    }  # fmt: skip
    table = [[line.name, *numbers(line, first, last)] for line in lines]
    _sheet(
        book,
        looks,
        "月报",
        f"{first.year} 年 {first.month} 月控辍保学月报",
        ["单位", *(h for h, _, _ in COLUMNS)],
        table,
    )
    _sheet(
        book,
        looks,
        "台账",
        f"截至 {last} 的疑似辍学、辍学台账",
        ENTRY_HEADINGS,
        [_told(r) for r in lines[-1].entries],
    )
    _sheet(
        book,
        looks,
        "履职",
        f"{first.year} 年 {first.month} 月到期的履职事项",
        DUTY_HEADINGS,
        [_done(d, desk) for d in duties],
    )
    _sheet(
        book,
        looks,
        "口径说明",
        "怎样统计",
        ["栏目", "口径"],
        [[heading, says] for heading, _, says in COLUMNS],
    )
    book.close()


ENTRY_HEADINGS = [
    "台账编号",
    "学校",
    "学段",
    "发现",
    "入账",
    "劝返次数",
    "认定辍学",
    "书面报告",
    "责令监护人",
    "复学",
    "销号",
    "结果",
]
DUTY_HEADINGS = ["机构", "事项", "期间", "期限", "完成", "情况"]


def _told(row: Any) -> list[Any]:
    """An entry without a name: the table leaves the building by hand."""
    days = [row.confirmed_on, row.reported_on, row.ordered_on, row.returned_on, row.closed_on]
    return [
        row.pk, row.school.name, row.get_stage_display(), row.found_on, row.entered_on, row.persuasions.count(),
        *days, row.get_outcome_display() if row.outcome else row.register,
    ]  # fmt: skip


def _done(one: Owed, desk: Desk) -> list[Any]:
    state = "逾期" if one.is_late(desk.today) else "按期" if one.done_on else "未到期"
    return [one.organisation.name, one.duty.kind.title, one.duty.period, one.due_on, one.done_on, state]


def _sheet(
    book: Any, looks: Any, name: str, title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.merge_range(0, 0, 0, len(headings) - 1, title, looks["title"])
    sheet.set_row(0, 28)
    for place, heading in enumerate(headings):
        sheet.write_string(1, place, heading, looks["head"])
    for line, row in enumerate(rows, 2):
        for place, value in enumerate(row):
            look = looks["bad"] if value == "逾期" else looks["cell"]
            if isinstance(value, int):
                sheet.write_number(line, place, value, look)
            else:
                sheet.write_string(line, place, "" if value is None else str(value), look)
    widths = [max([len(h), *(len(str(row[i] or "")) for row in rows[:300])]) for i, h in enumerate(headings)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(60, 2 * width + 2))
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
