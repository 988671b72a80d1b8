"""Keeping children in school: the registers as they stand, each step of an entry, the duties and their days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xuezheng.errors import BadInput, NotFound
from xuezheng.jobs.casework import Desk
from xuezheng.rules.dropout.duties import Duty, all_duties, duties_between

if TYPE_CHECKING:
    from xuezheng.records.registers.queries import DropoutDuty, DropoutEntry

SUSPECTED, DROPPED_OUT = "suspected", "dropped_out"
#: Duties are looked for from so long before today.
LOOK_BACK = 366


@dataclass(frozen=True)
class Owed:
    """A duty of one office: when it is due, and when it was done if it was."""

    duty: Duty
    organisation: Any
    due_on: date
    is_provisional: bool
    done_on: date | None

    def is_late(self, on: date) -> bool:
        """Done after its day, or not done and the day is over."""
        return (self.done_on or on) > self.due_on


def entries(desk: Desk, register: str = "") -> "list[DropoutEntry]":
    """The open entries a person may see: the suspected ones, the confirmed ones, or both."""
    from xuezheng.records.registers.queries import dropout_entries

    found = dropout_entries(desk.person, on=desk.today)
    if register == SUSPECTED:
        found = found.filter(confirmed_on=None)
    elif register == DROPPED_OUT:
        found = found.exclude(confirmed_on=None)
    elif register:
        raise BadInput(f"没有名为“{register}”的台账。台账有 suspected 和 dropped_out。请改正 --register。")
    return list(found)


def entry(desk: Desk, code: str) -> "DropoutEntry":
    """One entry by its code."""
    from xuezheng.records.registers.queries import DropoutEntry, visible_to

    found = (
        visible_to(DropoutEntry, desk.person).select_related("school__organisation").filter(pk=code).first()
    )
    if found is None:
        raise NotFound(
            f"台账中没有“{code}”。可能编号有误，或不属于您的机构。请用 xuezheng dropout list {desk.folder} 查看。"
        )
    return found  # type: ignore[no-any-return]


def enter(desk: Desk, pupil: str, found_on: date, *, focus: str = "", reason: str = "") -> "DropoutEntry":
    """Enter a suspected dropout; the school and stage are those of the child's last place on the roll."""
    from xuezheng.records.registers.actions import suspect_dropout
    from xuezheng.records.registers.queries import DropoutEntry, Enrolment, next_entry_code, visible_to

    last = (
        visible_to(Enrolment, desk.person).filter(pupil=pupil).select_related("school__organisation")
        .order_by("-school_year").first()
    )  # fmt: skip
    if last is None:
        raise NotFound(f"没有代码为“{pupil}”的在籍学生。可能代码有误，或不属于您的机构。请核对学生代码。")
    row = DropoutEntry(
        code=next_entry_code(desk.today.year), school=last.school, pupil=last.pupil, stage=last.stage, focus=focus,
        reason=reason, found_on=found_on, entered_on=desk.today,
    )  # fmt: skip
    return suspect_dropout(row=row, **desk.deed)


def persuade(desk: Desk, code: str, on: date, way: str, result: str, n_visitors: int = 1) -> Any:
    """Write a visit or talk down."""
    from xuezheng.records.registers.actions import record_persuasion
    from xuezheng.records.registers.queries import Persuasion

    row = Persuasion(entry=entry(desk, code), on=on, way=way, result=result, n_visitors=n_visitors)
    return record_persuasion(row=row, **desk.deed)


def step(desk: Desk, action: str, code: str, on: date, **told: str) -> "DropoutEntry":
    """One step of an entry: confirm, report, order, return or close."""
    from xuezheng.records.registers import actions

    found = entry(desk, code)
    if action in ("report_dropout", "order_guardian"):
        getattr(actions, action)(row=found, on=on, **desk.deed)
    else:
        getattr(actions, action)(entry=found, on=on, **told, **desk.deed)
    return found


def owed(desk: Desk, *, first: date | None = None, last: date | None = None) -> list[Owed]:
    """The duties of all offices a person sees whose time began from `first` to `last` (a year back to today)."""
    from xuezheng.records.registers.queries import DropoutDuty, duty_holders, visible_to

    last = last or desk.today
    first = first or date.fromordinal(last.toordinal() - LOOK_BACK)
    done = {
        (row.organisation_id, row.kind, row.period): row.done_on
        for row in visible_to(DropoutDuty, desk.person)
    }
    holders = list(duty_holders(desk.person, on=desk.today))
    found = []
    for duty in duties_between(first, last):
        days = duty.derivation(desk.calendar)
        assert days.due is not None  # no pause stops a duty
        found += [
            Owed(duty, who, days.due, days.is_provisional, done.get((who.pk, duty.kind.kind, duty.period)))
            for kind, who in holders
            if kind == duty.kind.who
        ]
    return sorted(found, key=lambda one: (one.due_on, one.organisation.path))


def duty_of(kind: str, period: str, today: date) -> Duty:
    """One duty by its kind and period."""
    kinds = {one.kind for one in all_duties()}
    if kind not in kinds:
        raise NotFound(f"没有名为“{kind}”的事项。事项有{'、'.join(sorted(kinds))}。请改正。")
    known = [duty for duty in duties_between(date(today.year - 2, 1, 1), today) if duty.kind.kind == kind]
    for duty in known:
        if duty.period == period:
            return duty
    near = "、".join(duty.period for duty in known[-4:])
    raise BadInput(f"“{period}”不是这一事项已到的期间。近期的有{near}。请改正期间。")


def do_duty(desk: Desk, kind: str, period: str, organisation: str, on: date) -> "DropoutDuty":
    """Write a duty down as done, with the registers' numbers of that day."""
    from xuezheng.records.accounts.queries import Organisation
    from xuezheng.records.registers import actions
    from xuezheng.records.registers.queries import DropoutDuty

    duty = duty_of(kind, period, desk.today)
    who = Organisation.objects.filter(pk=organisation or desk.person.organisation_id).first()
    if who is None:
        raise NotFound(f"没有代码为“{organisation}”的机构。没有登记。请核对 --unit。")
    rows = [row for row in entries(desk) if row.school.organisation.path.startswith(who.path)]
    due = duty.derivation(desk.calendar).due
    assert due is not None
    record = DropoutDuty(
        organisation=who, kind=kind, period=period, due_on=due, done_on=on,
        n_suspected=sum(row.confirmed_on is None for row in rows),
        n_dropped_out=sum(row.confirmed_on is not None and row.returned_on is None for row in rows),
        n_returned=sum(
            row.returned_on is not None and duty.begins_on.replace(day=1) <= row.returned_on <= on for row in rows
        ),
    )  # fmt: skip
    return actions.do_duty(duty=record, **desk.deed)


def steps_of(desk: Desk, kind: str, period: str) -> Iterator[str]:
    """Why a duty is due on its day."""
    yield from duty_of(kind, period, desk.today).derivation(desk.calendar).steps
