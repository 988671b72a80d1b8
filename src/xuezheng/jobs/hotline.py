"""A hotline's export taken in as cases and dispatches, and its table by unit compared with ours."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuezheng.errors import BadInput, Fault
from xuezheng.jobs import importing
from xuezheng.jobs.casework import Desk
from xuezheng.jobs.casework_monthly import COLUMNS, Unit, count, month_days, value
from xuezheng.outside.hotline import Translated, read_mapping, read_summary, translate
from xuezheng.outside.spreadsheets import DATE, read_sheets
from xuezheng.rules.clocks import clock_on
from xuezheng.rules.deriving import due_on

if TYPE_CHECKING:
    from xuezheng.records.intake.actions.checking import Checked
    from xuezheng.records.intake.queries import Batch

#: Two rates are the same when they print the same with two places behind the point.
CLOSE = Decimal("0.00005")


@dataclass(frozen=True)
class Order:
    """An export as it will be taken in."""

    translated: Translated
    where: str
    sheets: tuple[tuple[str, list[list[Any]]], ...]


@dataclass(frozen=True)
class Difference:
    """One number of one unit on which the two tables do not agree; None where one has no such unit."""

    unit: str
    column: str
    theirs: Decimal | None
    ours: Decimal | None


def read_export(desk: Desk, path: Path, *, mapping: Path | None = None, area: str = "") -> Order:
    """Read an export and put it into the columns of our registers."""
    sheet = next(sheet for sheet in read_sheets(path) if sheet.n_rows)
    where = f"{path.name} 表“{sheet.name}”"
    sender = desk.person.organisation_id or ""
    made = translate(sheet.rows, read_mapping(mapping), where, area=area, sender=sender)
    sheets: list[tuple[str, list[list[Any]]]] = [("cases", made.orders)]
    if len(made.dispatches) > 1:
        sheets.append(("dispatches", _with_sign_by(desk, made.dispatches)))
    return Order(made, where, tuple(sheets))


def _with_sign_by(desk: Desk, rows: list[list[Any]]) -> list[list[Any]]:
    """The day by which each dispatch is to be signed for, by the clock."""
    place = rows[0].index("派出日期")
    return [[*rows[0], "签收期限"], *([*row, _sign_by(desk, row[place])] for row in rows[1:])]


def _sign_by(desk: Desk, cell: Any) -> str | None:
    try:
        day = date.fromisoformat(str(cell).removeprefix(DATE).replace("/", "-"))
    except ValueError:
        return None  # the import tells what is wrong with the cell it comes from
    found = due_on(clock_on("hotline.sign", day), day, desk.calendar)
    return found.isoformat() if found else None


def check_export(desk: Desk, order: Order) -> "tuple[Checked, Checked | None]":
    """What the export would do to cases, and to dispatches once the cases are there; nothing is changed."""
    from django.db import transaction

    from xuezheng.records.intake.actions.checking import check_rows
    from xuezheng.records.intake.actions.running import run_import
    from xuezheng.records.intake.forms.layouts import layout_of

    with importing.told_in_words(), transaction.atomic():
        checked = check_rows(layout_of("cases"), order.sheets[0][1], order.where, desk.person)
        checked.faults[:] = _in_their_words(order.translated, checked.faults)
        second = None
        if not checked.faults and len(order.sheets) > 1:
            run_import(
                layout=layout_of("cases"), rows=order.sheets[0][1], where=order.where, file_name="", file_sha256="0" * 64,
                by=desk.person, at=desk.at,
            )  # fmt: skip
            second = check_rows(
                layout_of("dispatches"), order.sheets[1][1], f"{order.where}的派单", desk.person
            )
        transaction.set_rollback(True)
    return checked, second


def run_export(desk: Desk, path: Path, order: Order) -> "list[Batch]":
    """Take the export in: cases and dispatches together, or nothing; each batch can be taken back.

    Raises
    ------
    BadInput
        With the faults of rows, under the export's own column names.
    """
    from django.db import transaction

    from xuezheng.records.intake.actions.running import run_import
    from xuezheng.records.intake.forms.layouts import layout_of

    checked, second = check_export(desk, order)
    faults = [*checked.faults, *(second.faults if second else ())]
    if faults:
        told = [Fault(f.what, f"{order.where}第 {f.row} 行“{f.heading}”列", f.remedy) for f in faults[:50]]
        raise BadInput(f"{order.where}有 {len(faults)} 处错误。没有导入任何一行。", faults=told)
    digest = importing.keep_sent(desk.folder, path)
    with importing.told_in_words(), transaction.atomic():
        return [
            run_import(
                layout=layout_of(name), rows=rows, where=order.where, file_name=path.name, file_sha256=digest,
                by=desk.person, at=desk.at,
            )[0]
            for name, rows in order.sheets
        ]  # fmt: skip


def _in_their_words(made: Translated, faults: list[Any]) -> list[Any]:
    return [replace(fault, heading=made.theirs.get(fault.heading, fault.heading)) for fault in faults]


def compare(
    desk: Desk, path: Path, month: str, *, mapping: Path | None = None
) -> tuple[int, list[Difference]]:
    """Read their table of a month and compare it with ours; gives how many units agree wholly, and what does not."""
    first, last = month_days(month)
    sheet = next(sheet for sheet in read_sheets(path) if sheet.n_rows)
    said = read_summary(sheet.rows, read_mapping(mapping), f"{path.name} 表“{sheet.name}”")
    ours = {unit.name: unit for unit in count(desk, first, last)}
    found: list[Difference] = []
    n_same = 0
    for one in said:
        if one.unit not in ours:
            found.append(Difference(one.unit, "", Decimal(one.line), None))
            continue
        differing = [
            Difference(one.unit, column, theirs, mine)
            for column, theirs in one.values.items()
            if (mine := _ours(ours[one.unit], column)) is None or abs(mine - theirs) >= CLOSE
        ]
        n_same += not differing
        found += differing
    told = {one.unit for one in said}
    found += [Difference(name, "", None, Decimal(0)) for name in ours if name not in told]
    return n_same, found


def _ours(unit: Unit, column: str) -> Decimal | None:
    """What our table has in a column; None where its denominator is nothing."""
    what = next((what for heading, what, _ in COLUMNS if heading == column), None)
    if what is None:
        return None
    counted = value(unit, what)
    if isinstance(counted, int):
        return Decimal(counted)
    return Decimal(counted[0]) / Decimal(counted[1]) if counted[1] else None
