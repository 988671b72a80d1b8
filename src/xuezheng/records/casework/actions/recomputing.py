"""A new calendar was announced: due dates are reckoned again, each change on record."""

from datetime import date, datetime
from typing import Any

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting, recorder
from xuezheng.records.audit.actions.plain import owner_of
from xuezheng.records.casework.actions.due import calendar_version, derivation_of
from xuezheng.records.casework.models import Case, DueDateRun
from xuezheng.records.casework.queries import clock_of, happened_to
from xuezheng.rules.deriving import due_on
from xuezheng.rules.working_days import WorkCalendar


def derived_again(matter: Any, calendar: WorkCalendar) -> date | None:
    """What the due date would be now; None while the clock stands still.

    Raises
    ------
    BadInput
        When what happened to it no longer fits, such as an extension that would now be late.
    """
    return due_on(clock_of(matter), matter.started_on, calendar, happened_to(matter))


def is_still_provisional(matter: Any, due: date, calendar: WorkCalendar) -> bool:
    """Whether a year not announced yet could move a due date; quick where all its years are."""
    if calendar.certain.issuperset(range(matter.started_on.year, due.year + 1)):
        return False
    return derivation_of(matter, calendar).is_provisional


def recompute_due(*, row: Any, calendar: WorkCalendar, by: User, at: datetime) -> date:
    """Reckon one due date again; gives the day it was."""
    with acting(by=by, at=at, action="due.recompute", organisation=owner_of(row, "lead", by)) as act:
        act.take(row)
        act.expect(row.done_on is None, f"{row._meta.verbose_name} {row.pk} 已办结。", "办结的不再重算。")
        act.refuse_faults()
        was: date = row.due_on
        due = derived_again(row, calendar)
        act.expect(
            due is not None, f"{row._meta.verbose_name} {row.pk} 正在停止计时。", "恢复计时后自会重算。"
        )
        act.refuse_faults()
        assert due is not None  # noqa: S101  (refused above)
        row.due_on, row.calendar = due, calendar_version(calendar)
        row.is_provisional = is_still_provisional(row, due, calendar)
        act.detail = {"was": str(was), "due": str(due), "calendar": calendar_version(calendar)}
        act.save(row, "due_on", "calendar", "is_provisional")
        _move_extension(row, due)
    return was


def _move_extension(row: Any, due: date) -> None:
    """The latest approved extension ends with its case."""
    if isinstance(row, Case):
        latest = row.extensions.exclude(approved_on=None).order_by("-due_on").first()
        if latest is not None and due > latest.was_due_on:
            latest.due_on = due
            latest.save(update_fields=["due_on"])


record_due_date_run = recorder(DueDateRun, action="due.record_run", owner="", past=("on",))


def record_run(
    *, on: date, calendar: str, n_looked_at: int, n_changed: int, n_left: int, by: User, at: datetime
) -> DueDateRun:
    """Write down that all due dates were looked at, and how many moved."""
    run = DueDateRun(on=on, calendar=calendar, n_looked_at=n_looked_at, n_changed=n_changed, n_left=n_left)
    return record_due_date_run(row=run, by=by, at=at)
