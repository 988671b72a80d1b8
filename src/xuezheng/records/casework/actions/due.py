"""Due dates come from clocks: derived on opening, moved by extensions and pauses, kept with their facts."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Protocol

from django.db.models import Model

from xuezheng.errors import BadInput, NotFound
from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, recorder
from xuezheng.records.audit.actions.plain import Recorder
from xuezheng.records.casework.models import Case, Ground
from xuezheng.records.casework.queries import clock_of, happened_to, is_by_clock
from xuezheng.rules.clocks import Clock, clock_on
from xuezheng.rules.deriving import Derivation, Happened, derive, due_on
from xuezheng.rules.working_days import ONE_DAY, WorkCalendar

#: The State Council's calendar as it ships; an office passes its own where it has one.
STATE = WorkCalendar()
FACTS = ("due_on", "clock", "calendar", "is_provisional")
#: A day set by somebody who may set it: later than the clock, too.
_MAY_BE_LATER = (Ground.ORDER, Ground.LAW, Ground.TAKEN_OVER)


class Opener(Protocol):
    """An action that takes a matter in and gives it its due date."""

    def __call__(self, *, row: Any, by: User, at: datetime, calendar: WorkCalendar = STATE) -> Any: ...


def calendar_version(calendar: WorkCalendar) -> str:
    """Name a calendar: the last certain year, and a mark of the office's own days if it has any."""
    name = f"国务院{max(calendar.certain)}"
    if not calendar.decided:
        return name
    said = "".join(f"{on}{day.is_worked:d}" for on, day in sorted(calendar.decided.items()))
    return f"{name}+{sha256(said.encode()).hexdigest()[:8]}"


def opener(
    model: type[Model],
    *,
    action: str,
    owner: str,
    later: tuple[str, ...],
    past: tuple[str, ...],
    rule: Any = None,
) -> Opener:
    """Make the action that opens a matter: its due date is its clock's, or has a ground."""

    def take_in(*, row: Any, by: User, at: datetime, calendar: WorkCalendar = STATE) -> Any:
        def check(act: Act, row: Any) -> None:
            if rule:
                rule(act, row)
            give_due_date(act, row, calendar)

        record: Recorder[Any] = recorder(
            model, action=action, owner=owner, later=later, past=past, rule=check
        )
        return record(row=row, by=by, at=at)

    return take_in


def give_due_date(act: Act, row: Any, calendar: WorkCalendar) -> None:
    """Derive the due date of a new matter, or hold a typed one against its clock."""
    if row.started_on is None:
        return
    clock = _wanted_clock(act, row)
    if clock is None:
        return
    found = derive(clock, row.started_on, calendar)
    if row.due_on is None:
        row.due_on = found.due
    row.clock, row.calendar = clock.name, calendar_version(calendar)
    row.is_provisional = found.is_provisional and row.due_on == found.due
    if row.due_on == found.due:
        row.due_ground = ""
        return
    _expect_ground(act, row, found)
    act.detail = {"due": str(row.due_on), "by_clock": str(found.due), "ground": row.due_ground}


def _wanted_clock(act: Act, row: Any) -> Clock | None:
    if not row.clock_name:
        act.expect(False, f"这个渠道没有“{row.get_kind_display()}”这种事项。", "请核对渠道与事项。")
        return None
    try:
        return clock_on(row.clock_name, row.started_on)
    except NotFound as error:
        is_given = row.due_on is not None and row.due_ground == Ground.TAKEN_OVER
        act.expect(is_given, error.sentence, "旧件请写明期限，依据选“原系统已定”。")
        return None


def _expect_ground(act: Act, row: Any, found: Derivation) -> None:
    what = f"期限写的是 {row.due_on}，按“{found.clock.title}”（{found.limit}）应为 {found.due}。"
    act.expect(
        row.due_ground != "",
        what,
        "请不填期限由时限推算，或写明依据："
        + "、".join(f"{g.value}（{g.label}）" for g in Ground if g.value)
        + "。",
    )
    act.expect(
        row.due_ground != Ground.EARLIER or found.due is None or row.due_on < found.due,
        f"{what[:-1]}，比时限还晚，不是提前。",
        "请改期限，或选交办文件另定。",
    )


def derivation_of(matter: Any, calendar: WorkCalendar) -> Derivation:
    """How the due date of a matter comes about, told from what happened to it."""
    return derive(clock_of(matter), matter.started_on, calendar, happened_to(matter))


def extended_due(act: Act, matter: Any, calendar: WorkCalendar, asked_of: str) -> date:
    """The later day an extension granted today gives; refuses one the clock does not allow."""
    clock, happened = _clock_or_refuse(matter), happened_to(matter)
    act.expect(matter.due_on >= act.today, f"{asked_of}的期限 {matter.due_on} 已过，不能延期。延期须在期限届满前批准。",
               "请尽快办结；逾期将照实统计。")  # fmt: skip
    longer = clock.extension
    if longer is None:
        act.expect(
            False, f"{asked_of}适用的“{clock.title}”没有规定可以延长。", f"请在 {matter.due_on} 前办结。"
        )
    elif len(happened.extended_on) >= longer.times:
        act.expect(
            False,
            f"{asked_of}已延期 {longer.times} 次，最多 {longer.times} 次。",
            f"请在 {matter.due_on} 前办结。",
        )
    running = [pause for pause in happened.pauses if pause.last is None]
    act.expect(not running, f"{asked_of}正在停止计时。", "请先恢复计时。")
    act.refuse_faults()
    assert longer is not None  # noqa: S101  (refused above)
    if is_by_clock(matter):
        granted = Happened(happened.pauses, (*happened.extended_on, act.today), happened.restarted_on)
        found = due_on(clock, matter.started_on, calendar, granted)
    else:
        more = replace(clock, limit=longer.limit, counts=longer.counts, extension=None)
        found = due_on(more, matter.due_on, calendar)
    assert found is not None  # noqa: S101  (no pause goes on)
    return found


def expect_pause(act: Act, matter: Any, kind: str, first: date) -> None:
    """Stop the clock only for what it lists, and only while it runs."""
    clock = _clock_or_refuse(matter)
    names = "、".join(f"{name}（{why}）" for name, why in clock.pauses.items())
    act.expect(
        kind in clock.pauses,
        f"“{kind}”不是“{clock.title}”的停止计时事由。",
        f"只能用：{names}。" if names else "法规没有规定这种情形，时限照常计算。",
    )
    act.expect(
        first > matter.started_on, f"停止计时始于 {first}，不晚于起算日 {matter.started_on}。", "请核对日期。"
    )
    act.expect(first <= matter.due_on, f"停止计时始于 {first}，期限 {matter.due_on} 已过。", "请尽快办结。")
    for pause in matter.pauses.all():
        open_or_later = pause.last_on is None or pause.last_on >= first
        act.expect(not open_or_later, f"{pause.first_on} 起已在停止计时。", "请先恢复计时，或核对日期。")


def due_after_pause(matter: Any, pause: Any, calendar: WorkCalendar) -> date:
    """The due date once a pause has ended: reckoned anew, or a typed one moved by the days lost."""
    clock = clock_of(matter)
    if is_by_clock(matter):
        found = due_on(clock, matter.started_on, calendar, happened_to(matter))
        assert found is not None  # noqa: S101  (the pause has ended)
        return found
    if clock.counts == "working_days":
        return calendar.nth_after(matter.due_on, calendar.worked_between(pause.first_on, pause.last_on))
    moved: date = matter.due_on + (pause.last_on - pause.first_on) + ONE_DAY
    return calendar.next_worked(moved) if clock.rolls_over else moved


def keep_facts(matter: Any, due: date, calendar: WorkCalendar) -> None:
    """Write the new day on the row, with what it rests on."""
    matter.due_on = due
    matter.calendar = calendar_version(calendar)
    if is_by_clock(matter):
        matter.is_provisional = derivation_of(matter, calendar).is_provisional


def _clock_or_refuse(matter: Any) -> Clock:
    if not (matter.clock or matter.clock_name):
        raise BadInput(
            f"{matter._meta.verbose_name} {matter.pk} 没有适用的时限。渠道与事项不相配。请办理更正。"
        )
    return clock_of(matter)


def sign_by(case: Case, on: date, calendar: WorkCalendar) -> date:
    """By when a dispatch must be signed for."""
    found = due_on(clock_on("hotline.sign", on), on, calendar)
    assert found is not None  # noqa: S101  (nothing pauses it)
    return found


def return_by(case: Case, on: date, calendar: WorkCalendar) -> date:
    """By when a dispatch may be sent back."""
    name = "petition.object" if case.channel == Case.Channel.PETITION else "hotline.return"
    found = due_on(clock_on(name, on), on, calendar)
    assert found is not None  # noqa: S101  (nothing pauses it)
    return found
