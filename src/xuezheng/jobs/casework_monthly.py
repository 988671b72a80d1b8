"""The monthly table of casework, one row a unit, in the columns bureaus use."""

import calendar
import secrets
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound, Occupied
from xuezheng.jobs.casework import Desk, sit_down


@dataclass
class Unit:
    """One unit's month: counts only; rates are reckoned from them where they are shown."""

    name: str
    dispatched: int = 0
    signed_in_time: int = 0
    returned: int = 0
    arrived: int = 0
    refused: int = 0
    received: int = 0
    closed: int = 0
    closed_in_time: int = 0
    late: int = 0
    not_yet_due: int = 0
    extended: int = 0
    repeats: int = 0
    called_back: int = 0
    satisfied: int = 0
    basically: int = 0
    unsatisfied: int = 0

    @property
    def rated(self) -> int:
        """Valid ratings."""
        return self.satisfied + self.basically + self.unsatisfied

    def told(self) -> dict[str, Any]:
        """For a machine."""
        return {part.name: getattr(self, part.name) for part in fields(self)}


#: Heading, what stands there: a count's name, or the two counts of a rate.
COLUMNS: tuple[tuple[str, str | tuple[str, str], str], ...] = (
    ("派遣总数", "dispatched", "本月派给该单位（主办和协办）的件数"),
    ("按时签收", "signed_in_time", "在签收期限内签收的派单"),
    ("按时签收率", ("signed_in_time", "dispatched"), "按时签收 ÷ 派遣总数"),
    ("退回", "returned", "本月派单中退回的"),
    ("来件", "arrived", "本月收到、由该单位主办的件数，含不予受理的"),
    ("不予受理", "refused", "来件中按清单理由不予受理的；不计入以下各栏"),
    ("主办件数", "received", "本月受理、由该单位主办的件数 = 来件 − 不予受理"),
    ("受理率", ("received", "arrived"), "主办件数 ÷ 来件"),
    ("已办结", "closed", "主办件中截至制表日已办结的"),
    ("办结率", ("closed", "due_or_closed"), "已办结 ÷（已办结 + 到期未办结）"),
    ("办结率（按受理）", ("closed", "received"), "已办结 ÷ 主办件数；未到期的也在分母中"),
    ("按时办结", "closed_in_time", "在期限（含届满前批准的延期）内办结的"),
    ("按时办结率", ("closed_in_time", "due_or_closed"), "按时办结 ÷（已办结 + 到期未办结）"),
    ("超期", "late", "超过期限办结的，和到期未办结的"),
    ("在办未到期", "not_yet_due", "截至制表日未办结、期限未到的"),
    ("延期", "extended", "批准过延期的"),
    ("重复", "repeats", "认定为重复诉求的"),
    ("回访", "called_back", "办结后登记了回访的，含未联系上"),
    ("回访率", ("called_back", "closed"), "回访 ÷ 已办结"),
    ("满意", "satisfied", "评价为满意的"),
    ("基本满意", "basically", "评价为基本满意的"),
    ("不满意", "unsatisfied", "评价为不满意的"),
    ("有效评价", "rated", "满意、基本满意、不满意之和；未联系上和不愿评价的不计"),
    ("满意率", ("satisfied", "rated"), "满意 ÷ 有效评价；有效评价不足 10 件时只作参考"),
    ("满意率（含基本满意）", ("pleased", "rated"), "（满意 + 基本满意）÷ 有效评价"),
)  # fmt: skip
SMALL = 10
#: What the columns mean, by version: a printed table says which it was counted by.
VERSION = "2026-11：增加来件、不予受理、受理率；不予受理的件不再计入主办件数、办结率和满意率"


def write_monthly(folder: Path, month: str, out: Path, *, by: str = "", force: bool = False) -> list[Unit]:
    """Count a month and write the workbook; gives the rows.

    Raises
    ------
    BadInput
        When the month is none, has not begun, or the place to write to will not do.
    """
    first, last = month_days(month)
    _expect_place(out, force)
    desk = sit_down(folder, by)
    if first > desk.today:
        raise BadInput(f"{month} 还没有开始。今天是 {desk.today}。请填已开始的月份。")
    units = count(desk, first, last)
    if not units:
        raise NotFound(f"{month} 没有派单，也没有受理的件。可能月份有误，或不属于您的机构。请核对 --month。")
    _write(out, units, desk, month)
    return units


def count(desk: Desk, first: date, last: date) -> list[Unit]:
    """One row a unit that had something to do, in the order of the tree."""
    from xuezheng.records.casework.queries import month_of_cases, month_of_dispatches

    units: dict[str, Unit] = {}

    def unit(organisation: Any) -> Unit:
        return units.setdefault(organisation.path, Unit(organisation.name))

    for row in month_of_dispatches(desk.person, first, last):
        mine = unit(row.organisation)
        mine.dispatched += 1
        mine.signed_in_time += row.signed_on is not None and row.signed_on <= row.sign_by_on
        mine.returned += row.returned_on is not None
    for case in month_of_cases(desk.person, first, last):
        _add(unit(case.lead), case, desk.today)
    return [units[path] for path in sorted(units)]


def _add(unit: Unit, case: Any, today: date) -> None:
    unit.arrived += 1
    if case.refusal:
        unit.refused += 1
        return
    until = allowed_until(case)
    is_closed = case.closed_on is not None and case.closed_on <= today
    unit.received += 1
    unit.closed += is_closed
    unit.closed_in_time += is_closed and case.closed_on <= until
    unit.late += (case.closed_on > until) if is_closed else until < today
    unit.not_yet_due += not is_closed and until >= today
    unit.extended += any(row.approved_on is not None for row in case.extensions.all())
    unit.repeats += case.repeats_id is not None
    unit.called_back += case.called_back_on is not None
    if case.rating:
        setattr(unit, case.rating, getattr(unit, case.rating) + 1)


def allowed_until(case: Any) -> date:
    """The last day allowed: an extension approved too late, or never, does not count."""
    broken = [
        row.was_due_on
        for row in case.extensions.all()
        if row.approved_on is not None and row.approved_on > row.was_due_on
    ]
    until: date = min([case.due_on, *broken])
    return until


def value(unit: Unit, what: str | tuple[str, str]) -> tuple[int, int] | int:
    """A count, or the two counts of a rate."""
    derived = {
        "due_or_closed": unit.closed + unit.late - (unit.closed - unit.closed_in_time),
        "rated": unit.rated,
        "pleased": unit.satisfied + unit.basically,
    }
    if isinstance(what, str):
        return int(derived.get(what, getattr(unit, what, 0)))
    counted, of = (derived.get(name, getattr(unit, name, 0)) for name in what)
    return int(counted), int(of)


def total(units: list[Unit]) -> Unit:
    """All units together."""
    whole = Unit("合计")
    for unit in units:
        for part in fields(Unit)[1:]:
            setattr(whole, part.name, getattr(whole, part.name) + getattr(unit, part.name))
    return whole


def month_days(month: str) -> tuple[date, date]:
    """The first and the last day of `2026-10`.

    Raises
    ------
    BadInput
        When it is no month.
    """
    try:
        year, number = (int(part) for part in month.split("-"))
        return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
    except ValueError:
        raise BadInput(f"“{month}”不是月份。月报按自然月统计。请写成 2026-10。") from None


def _expect_place(out: Path, force: bool) -> None:
    if out.suffix.lower() != ".xlsx":
        raise BadInput(f"{out.name} 不是 .xlsx 文件名。月报是 Excel 工作簿。请以 .xlsx 结尾。")
    if out.exists() and not force:
        raise Occupied(f"{out} 已存在。没有覆盖。请换一个文件名，或加上 --force。")
    if not out.resolve().parent.is_dir():
        raise NotFound(f"文件夹 {out.parent} 不存在。没有写出。请先建好，或换一个位置。")


def _write(out: Path, units: list[Unit], desk: Desk, month: str) -> None:
    """Write the table and its definitions; the file takes its name when it is whole."""
    import xlsxwriter

    half = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        book = xlsxwriter.Workbook(str(half), {"strings_to_formulas": False, "strings_to_urls": False})
        _write_table(book, units, desk, month)
        _write_definitions(book)
        book.close()
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)


def _write_table(book: Any, units: list[Unit], desk: Desk, month: str) -> None:
    sheet = book.add_worksheet("月报")
    year, number = month.split("-")
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    note = book.add_format({"font_color": "#555555", "align": "right"})
    head = book.add_format(
        {
            "bold": True,
            "bg_color": "#EDEDED",
            "border": 1,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
        }
    )
    width = len(COLUMNS)
    sheet.merge_range(0, 0, 0, width, f"{year} 年 {int(number)} 月办件情况统计表", title)
    sheet.merge_range(1, 0, 1, width, f"制表日 {desk.today}；办结、超期、评价均截至制表日", note)
    sheet.set_row(0, 30)
    sheet.set_row(2, 48)
    sheet.write_string(2, 0, "单位", head)
    for place, (heading, _, _) in enumerate(COLUMNS, 1):
        sheet.write_string(2, place, heading, head)
    for line, unit in enumerate([*units, total(units)], 3):
        _write_unit(book, sheet, line, unit, is_total=line == 3 + len(units))
    sheet.set_column(0, 0, max(12, *(2 * len(unit.name) + 2 for unit in units)))
    sheet.set_column(1, width, 8.5)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _write_unit(book: Any, sheet: Any, line: int, unit: Unit, *, is_total: bool) -> None:
    look = {"border": 1, "bold": is_total, "bg_color": "#F7F7F7"} if is_total else {"border": 1}
    name, number = book.add_format(look), book.add_format({**look, "num_format": "0", "align": "right"})
    rate = book.add_format({**look, "num_format": "0.00%", "align": "right"})
    small = book.add_format({**look, "num_format": '0.00%"*"', "align": "right", "font_color": "#777777"})
    none = book.add_format({**look, "align": "right", "font_color": "#777777"})
    bad = book.add_format({**look, "num_format": "0", "align": "right", "font_color": "#C00000"})
    sheet.write_string(line, 0, unit.name, name)
    for place, (heading, what, _) in enumerate(COLUMNS, 1):
        found = value(unit, what)
        if isinstance(found, int):
            sheet.write_number(line, place, found, bad if heading == "超期" and found else number)
        elif found[1] == 0:
            sheet.write_string(line, place, "—", none)
        else:
            few = heading.startswith("满意率") and found[1] < SMALL
            sheet.write_number(line, place, found[0] / found[1], small if few else rate)


def _write_definitions(book: Any) -> None:
    sheet = book.add_worksheet("口径说明")
    head = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for place, heading in enumerate(("栏目", "怎样统计")):
        sheet.write_string(0, place, heading, head)
    notes = [
        *((heading, says) for heading, _, says in COLUMNS),
        ("*", f"有效评价不足 {SMALL} 件"),
        ("—", "分母为零，不能计算"),
        ("口径版本", VERSION),
    ]
    for line, (heading, says) in enumerate(notes, 1):
        sheet.write_string(line, 0, heading, cell)
        sheet.write_string(line, 1, says, cell)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 60)
