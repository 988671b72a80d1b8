"""From a clock and what happened to a due date, and the reasons why it is that day.

The start day does not count; a period that ends on a day of rest ends on the next working day when the
clock rolls over (民法典 articles 201 and 203). Days of a pause do not count. A longer time is counted from
the same start: 60 days and 30 more are 90 days.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xuezheng.errors import BadInput, Fault
from xuezheng.rules.clocks import COUNTS, Clock
from xuezheng.rules.working_days import ONE_DAY, WorkCalendar, days_between


@dataclass(frozen=True)
class Pause:
    """Days that do not count, first and last among them; `last` is None while it still goes on."""

    kind: str
    first: date
    last: date | None


@dataclass(frozen=True)
class Happened:
    """What happened after the clock started."""

    pauses: Sequence[Pause] = ()
    extended_on: Sequence[date] = ()
    restarted_on: tuple[str, date] | None = None


@dataclass(frozen=True)
class Skipped:
    """Days that were not counted, in a row, and why."""

    first: date
    last: date
    why: str


@dataclass(frozen=True)
class Derivation:
    """A due date with its reasons. `due` is None while a pause goes on."""

    clock: Clock
    start: date
    due: date | None
    is_provisional: bool
    limit: str
    skipped: tuple[Skipped, ...]
    steps: tuple[str, ...]


WEEKDAYS = "一二三四五六日"
NOTHING = Happened()


def due_on(clock: Clock, start: date, calendar: WorkCalendar, happened: Happened = NOTHING) -> date | None:
    """Give the last day, without its reasons: for many cases at once.

    Raises
    ------
    BadInput
        When an extension came too late or too often, or a pause is not one of the clock's.
    """
    if happened == NOTHING:
        return _last_day(clock, start, calendar, (), granted=0)
    return _due(clock, start, calendar, happened)[0]


def derive(clock: Clock, start: date, calendar: WorkCalendar, happened: Happened = NOTHING) -> Derivation:
    """Give the last day and how it came about; see `due_on`."""
    due, begun, granted = _due(clock, start, calendar, happened)
    pauses = tuple(happened.pauses)
    skipped = _skipped(clock, begun, due, calendar, pauses) if due else ()
    return Derivation(
        clock=clock,
        start=begun,
        due=due,
        is_provisional=due is not None and _is_provisional(clock, begun, due, calendar, pauses, granted),
        limit=_limit_in_words(clock, granted),
        skipped=skipped,
        steps=tuple(_steps(clock, start, begun, due, granted, skipped, calendar, happened)),
    )


def _due(
    clock: Clock, start: date, calendar: WorkCalendar, happened: Happened
) -> tuple[date | None, date, int]:
    """The last day, the day counted from, and how many extensions were granted."""
    faults: list[Fault] = []
    begun = _begun(clock, start, happened, faults)
    pauses = _checked(clock, begun, happened.pauses, faults)
    if faults:
        raise BadInput(f"时限“{clock.title}”不能按所给情况推算。", faults=faults)
    if any(pause.last is None for pause in pauses):
        return None, begun, len(happened.extended_on)
    due = _last_day(clock, begun, calendar, pauses, granted=0)
    for granted, on in enumerate(sorted(happened.extended_on)):
        _may_extend(clock, granted, on, begun, due, faults)
        due = _last_day(clock, begun, calendar, pauses, granted=granted + 1)
    if faults:
        raise BadInput(f"时限“{clock.title}”不能延长。", faults=faults)
    return due, begun, len(happened.extended_on)


def _begun(clock: Clock, start: date, happened: Happened, faults: list[Fault]) -> date:
    if happened.restarted_on is None:
        return start
    kind, on = happened.restarted_on
    if kind not in clock.restarts:
        faults.append(_unknown("重新起算", kind, clock.restarts))
    elif on < start:
        faults.append(Fault(f"重新起算日 {on} 早于起算日 {start}。", "", "请核对日期。"))
    return on


def _checked(clock: Clock, begun: date, pauses: Sequence[Pause], faults: list[Fault]) -> tuple[Pause, ...]:
    """Pauses in order; they may not overlap, and each must be one the law knows."""
    ordered = tuple(sorted(pauses, key=lambda pause: pause.first))
    for pause in ordered:
        if pause.kind not in clock.pauses:
            faults.append(_unknown("停止计时", pause.kind, clock.pauses))
        if pause.last is not None and pause.last < pause.first:
            faults.append(Fault(f"停止计时从 {pause.first} 到 {pause.last}，次序颠倒。", "", "请核对日期。"))
        if pause.first <= begun:
            faults.append(Fault(f"停止计时始于 {pause.first}，不晚于起算日 {begun}。", "", "请核对日期。"))
    for before, after in zip(ordered, ordered[1:], strict=False):
        if before.last is None or after.first <= before.last:
            faults.append(Fault(f"{after.first} 起的停止计时与前一次重叠。", "", "请合并为一次。"))
    return ordered


def _unknown(word: str, kind: str, allowed: object) -> Fault:
    names = "、".join(allowed) if isinstance(allowed, dict) else ""
    remedy = f"只能用：{names}。" if names else "法规没有规定这种情形，时限照常计算。"
    return Fault(f"“{kind}”不是此时限的{word}事由。", "", remedy)


def _may_extend(clock: Clock, granted: int, on: date, begun: date, due: date, faults: list[Fault]) -> None:
    if clock.extension is None:
        faults.append(Fault(f"{on} 的延期不能采用：法规没有规定可以延长。", "", f"请在 {due} 前办结。"))
    elif granted >= clock.extension.times:
        faults.append(
            Fault(f"{on} 的延期不能采用：最多延长 {clock.extension.times} 次。", "", f"请在 {due} 前办结。")
        )
    elif on > due:
        faults.append(
            Fault(
                f"{on} 批准的延期不能采用：期限已于 {due} 届满。",
                "",
                "延期须在期限届满前批准；此件按逾期记。",
            )
        )
    elif on < begun:
        faults.append(Fault(f"{on} 批准的延期早于起算日 {begun}。", "", "请核对日期。"))


def _last_day(
    clock: Clock, begun: date, calendar: WorkCalendar, pauses: Sequence[Pause], *, granted: int
) -> date:
    """The last day, rolled over when the clock does so."""
    if clock.counts == "day_of_year":
        month, day = (int(part) for part in str(clock.limit).split("-"))
        this = date(begun.year, month, day)
        return this if this >= begun else date(begun.year + 1, month, day)
    limit = int(clock.limit)
    longer = clock.extension
    same = longer is not None and longer.counts == clock.counts
    if longer is not None and same:
        limit += granted * longer.limit
    last = _count(clock.counts, begun, limit, calendar, pauses)
    if longer is not None and granted and not same:
        last = _count(longer.counts, last, granted * longer.limit, calendar, pauses)
    return calendar.next_worked(last) if clock.rolls_over else last


def _count(counts: str, begun: date, limit: int, calendar: WorkCalendar, pauses: Sequence[Pause]) -> date:
    """So many days, working days or months after a day; a day of a pause is not counted."""
    if counts == "months":
        last, step = _months_after(begun, limit), "days"
    elif counts == "days":
        last, step = begun + timedelta(days=limit), "days"
    else:
        last, step = calendar.nth_after(begun, limit), "working_days"
    for pause in pauses:
        if pause.last is not None and begun < pause.first <= last:
            days = (pause.last - pause.first).days + 1
            lost = days if step == "days" else calendar.worked_between(pause.first, pause.last)
            last = last + timedelta(days=lost) if step == "days" else calendar.nth_after(last, lost)
    return last


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last when it has no such day (民法典 article 202)."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _is_provisional(
    clock: Clock, begun: date, due: date, calendar: WorkCalendar, pauses: Sequence[Pause], granted: int
) -> bool:
    """Whether a year not announced yet could move the last day: only its end, where every day counts."""
    if clock.counts == "working_days":
        return calendar.is_provisional(begun, due)
    return clock.rolls_over and calendar.is_provisional(
        _unrolled(clock, begun, calendar, pauses, granted), due
    )


def _unrolled(
    clock: Clock, begun: date, calendar: WorkCalendar, pauses: Sequence[Pause], granted: int
) -> date:
    return _last_day(replace(clock, rolls_over=False), begun, calendar, pauses, granted=granted)


def _skipped(
    clock: Clock, begun: date, due: date, calendar: WorkCalendar, pauses: Sequence[Pause]
) -> tuple[Skipped, ...]:
    """Days between start and end that were not counted; days of rest only where working days count."""
    runs: list[Skipped] = []
    for on in days_between(begun + ONE_DAY, due):
        why = _why_not_counted(clock, on, calendar, pauses)
        if not why:
            continue
        if runs and runs[-1].why == why and runs[-1].last + ONE_DAY == on:
            runs[-1] = Skipped(runs[-1].first, on, why)
        else:
            runs.append(Skipped(on, on, why))
    return tuple(runs)


def _why_not_counted(clock: Clock, on: date, calendar: WorkCalendar, pauses: Sequence[Pause]) -> str:
    for pause in pauses:
        if pause.last is not None and pause.first <= on <= pause.last:
            return f"停止计时：{clock.pauses[pause.kind]}"
    if clock.counts != "working_days":
        return ""
    day = calendar.day(on)
    return "" if day.is_worked else day.why + ("（暂定）" if day.is_provisional else "")


def _limit_in_words(clock: Clock, granted: int) -> str:
    longer = clock.extension
    if not granted or longer is None:
        return clock.says
    return f"{clock.says}，延长 {granted * longer.limit} {COUNTS[longer.counts]}"


def _steps(
    clock: Clock,
    start: date,
    begun: date,
    due: date | None,
    granted: int,
    skipped: Sequence[Skipped],
    calendar: WorkCalendar,
    happened: Happened,
) -> list[str]:
    """The derivation told line by line, as an officer would explain it."""
    told = [
        f"{clock.matter}·{clock.title}：{_limit_in_words(clock, granted)}（{clock.source}{clock.article}）"
    ]
    told.append(f"自{clock.starts}起算：{start}（当日不计入）")
    if happened.restarted_on is not None:
        told.append(f"{clock.restarts[happened.restarted_on[0]]}：{begun}")
    told += [f"{on} 批准延期：{clock.extension.condition}" for on in happened.extended_on if clock.extension]
    told += [f"不计入 {_span(run.first, run.last)}：{run.why}" for run in skipped]
    if due is None:
        told.append("正在停止计时，恢复后才能算出期限")
        return told
    if clock.counts == "working_days":
        days = map(calendar.day, days_between(begun + ONE_DAY, due))
        told += [f"计入 {day.on}：{day.why}" for day in days if day.is_worked and day.on.weekday() >= 5]
    if clock.rolls_over:
        told += _rolled(clock, begun, due, calendar, happened.pauses, granted)
    told.append(f"期限：{due}（星期{'一二三四五六日'[due.weekday()]}）")
    if _is_provisional(clock, begun, due, calendar, happened.pauses, granted):
        told.append("暂定：其中有年份的放假安排尚未公布，暂按周末推算；公布后请重新推算")
    return told


def _rolled(
    clock: Clock, begun: date, due: date, calendar: WorkCalendar, pauses: Sequence[Pause], granted: int
) -> list[str]:
    """Whether the last day was moved off days of rest."""
    reckoned = _unrolled(clock, begun, calendar, pauses, granted)
    if reckoned == due:
        return []
    return [f"届满日 {reckoned} 为{calendar.day(reckoned).why}，顺延至其后第一个工作日"]


def _span(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} 至 {last}"
