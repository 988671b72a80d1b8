"""An officer's day with cases, proposals, applications and problems: opened, moved on, answered, closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuezheng.errors import BadInput, NotFound
from xuezheng.records.database import open_bureau
from xuezheng.rules.working_days import WorkCalendar, read_calendar

if TYPE_CHECKING:
    from xuezheng.rules.deriving import Derivation

CHINA = timezone(timedelta(hours=8))
#: The office's own days (假日、调休) lie beside its records, if it has any.
OWN_DAYS = "calendar.yaml"
#: What a summary may hold, as its column has it.
MOST_WORDS = 200


@dataclass(frozen=True)
class Desk:
    """Who works, on which records, on which day, by which calendar."""

    folder: Path
    person: Any
    at: datetime
    calendar: WorkCalendar

    @property
    def today(self) -> date:
        return self.at.date()

    @property
    def deed(self) -> dict[str, Any]:
        """What every action is told."""
        return {"by": self.person, "at": self.at}


def sit_down(folder: Path, by: str = "", calendar: Path | None = None) -> Desk:
    """Open a bureau's folder as an officer; the example city has a day of its own.

    Raises
    ------
    NotFound, BadInput
        For a missing folder, an unknown account or a calendar file that cannot be read.
    """
    bureau = open_bureau(folder)
    from xuezheng.records.accounts.queries import acting_person

    own = calendar or (folder / OWN_DAYS if (folder / OWN_DAYS).is_file() else None)
    at = datetime.combine(bureau.clock, time(12), CHINA) if bureau.clock else datetime.now(CHINA)
    return Desk(folder, acting_person(by), at, read_calendar(own))


def matter(desk: Desk, code: str) -> Any:
    """The matter with a code, of any kind."""
    from xuezheng.records.casework.queries import find_matter

    found = find_matter(desk.person, code)
    if found is None:
        raise NotFound(
            f"没有编号为“{code}”的办件。可能编号有误，或不属于您的机构。请用 xuezheng case list {desk.folder} 查看。"
        )
    return found


def case(desk: Desk, code: str) -> Any:
    """The case with a code; proposals, applications and problems are not dispatched, called back or reopened."""
    found = matter(desk, code)
    if type(found).__name__ != "Case":
        raise BadInput(f"{code} 是{found._meta.verbose_name}，不是群众诉求。此项只用于群众诉求。请核对编号。")
    return found


def open_matter(desk: Desk, channel: str, said: Mapping[str, Any], received_on: date | None) -> Any:
    """Take a matter in; without a code a case gets the year's next one."""
    from xuezheng.records.casework import actions
    from xuezheng.records.casework.forms import opener_of, row_from
    from xuezheng.records.casework.queries import next_case_code

    on = received_on or desk.today
    told = dict(said)
    action = opener_of(channel)
    if action == "open_case" and not told.get("code"):
        told["code"] = next_case_code(on.year)
    if not told.get("lead"):
        told["lead"] = desk.person.organisation_id or ""
    row = row_from(channel, told, received_on=on)
    return getattr(actions, action)(row=row, calendar=desk.calendar, **desk.deed)


def summary_in(path: Path) -> str:
    """What a caller said, from a file: it does not stand in the shell's history."""
    try:
        said = path.read_text(encoding="utf-8-sig").strip()
    except FileNotFoundError:
        raise NotFound(f"找不到内容摘要文件 {path}。没有受理。请核对路径。") from None
    except (UnicodeDecodeError, IsADirectoryError):
        raise BadInput(f"内容摘要文件 {path} 不是 UTF-8 文本。没有受理。请另存为 UTF-8 文本。") from None
    if len(said) > MOST_WORDS:
        raise BadInput(f"内容摘要有 {len(said)} 字，最多 {MOST_WORDS} 字。没有受理。请概括后重试。")
    return said


@dataclass(frozen=True)
class Line:
    """A matter in the list of what is open: nothing personal."""

    code: str
    kind: str
    topic: str
    lead: str
    due_on: date
    days_left: int
    is_provisional: bool
    state: str


def open_list(desk: Desk, *, unit: str = "", channel: str = "") -> list[Line]:
    """Everything open, what is overdue first, then by days left."""
    from xuezheng.records.casework.queries import open_matters, open_pause

    lines = [
        Line(
            row.code, kind_of(row), topic_of(row), row.lead.name, row.due_on, (row.due_on - desk.today).days,
            row.is_provisional, "停止计时" if open_pause(row) else "",
        )
        for row in open_matters(desk.person)
        if (not unit or unit in (row.lead.pk, row.lead.name))
        and (not channel or channel in (channel_of(row), kind_of(row)))
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.days_left, line.code))


def channel_of(row: Any) -> str:
    """The channel's name: a case has one, the others are one."""
    name = type(row).__name__
    if name == "Case":
        return str(row.channel)
    return {"Proposal": getattr(row, "kind", ""), "PermitApplication": "permit"}.get(name, "rectification")


def kind_of(row: Any) -> str:
    """What a matter is called in a list."""
    from xuezheng.records.casework.forms import CHANNELS

    label = CHANNELS[channel_of(row)][0]
    detail = row.get_kind_display() if type(row).__name__ == "Case" and row.kind else ""
    return f"{label}·{detail}" if detail else label


def topic_of(row: Any) -> str:
    """What it is about, without a word of the caller's."""
    name = type(row).__name__
    return str(row.topic if name == "Case" else row.item.name if name == "PermitApplication" else row.title)


def derivation(desk: Desk, code: str) -> "tuple[Any, Derivation]":
    """A matter and how its due date comes about today."""
    from xuezheng.records.casework.actions.due import derivation_of

    found = matter(desk, code)
    return found, derivation_of(found, desk.calendar)


def dispatch(desk: Desk, code: str, lead: str, assist: list[str]) -> list[Any]:
    """Send a case to its lead and to those who assist: all of it or nothing."""
    from django.db import transaction

    from xuezheng.records.casework.actions import dispatch_case

    if not lead and not assist:
        raise BadInput("没有写派给谁。派单须有主办或协办单位。请加上 --lead 或 --assist 机构代码。")
    found = case(desk, code)
    wanted = [(unit, "lead") for unit in [lead] if unit] + [(unit, "assist") for unit in assist]
    made = []
    with transaction.atomic():
        for unit, part in wanted:
            to = organisation(unit)
            made.append(dispatch_case(case=found, to=to, part=part, calendar=desk.calendar, **desk.deed))
    return made


def organisation(code: str) -> Any:
    """An office by its code."""
    from xuezheng.records.casework.queries import organisation_of

    found = organisation_of(code)
    if found is None:
        raise NotFound(f"没有代码为“{code}”的机构。机构须先登记。请核对代码。")
    return found


def own_dispatch(desk: Desk, code: str, unit: str) -> Any:
    """The dispatch of a case to an office; to its lead when none is named."""
    from xuezheng.records.casework.queries import standing_dispatch

    found = case(desk, code)
    row = standing_dispatch(found, organisation(unit) if unit else None)
    if row is None:
        who = f"“{unit}”" if unit else "主办单位"
        raise NotFound(
            f"办件 {code} 没有派给{who}，或已退回。签收和退回都针对派单。请用 xuezheng case show 查看。"
        )
    return row


def repeats(desk: Desk, row: Any) -> list[tuple[Any, str]]:
    """Earlier cases that may be the same matter, and why one may think so."""
    from xuezheng.records.casework.queries import possible_repeats

    if type(row).__name__ != "Case" or row.repeats_id or row.reopens_id:
        return []
    return possible_repeats(desk.person, row)


def content(desk: Desk, code: str) -> tuple[str, str]:
    """What the caller said and the number; the look is logged."""
    from xuezheng.records.casework.actions import read_case

    return read_case(case=case(desk, code), **desk.deed)


def story(desk: Desk, row: Any) -> list[tuple[date, str]]:
    """What happened to a matter, day by day; nothing personal."""
    from xuezheng.records.casework.queries import happened_in

    return happened_in(row)


@dataclass
class Recomputed:
    """What a new calendar changed: code, day before, day after; and what could not be reckoned."""

    calendar: str
    n_looked_at: int = 0
    changed: list[tuple[str, date, date]] = field(default_factory=list)
    settled: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def recompute(desk: Desk, *, is_trial: bool = False) -> Recomputed:
    """Reckon every open, derived due date again; each change is an event, and so is the run."""
    from django.db import transaction

    from xuezheng.records.casework.actions.due import calendar_version
    from xuezheng.records.casework.actions.recomputing import recompute_due
    from xuezheng.records.casework.queries import matters_by_clock

    done = Recomputed(calendar_version(desk.calendar))
    with transaction.atomic():
        for row in matters_by_clock(desk.person):
            done.n_looked_at += 1
            was = row.due_on
            due, provisional = _again(desk, row, done)
            if due is None or (due == was and provisional == row.is_provisional):
                continue
            if due == was:
                done.settled += 1
            else:
                done.changed.append((row.code, was, due))
            if not is_trial:
                recompute_due(row=row, calendar=desk.calendar, **desk.deed)
        if not is_trial:
            _record_run(desk, done)
    done.changed.sort(key=lambda change: (change[2], change[0]))
    return done


def _again(desk: Desk, row: Any, done: Recomputed) -> tuple[date | None, bool]:
    """The day it would be now and whether that is provisional; None when it cannot be said."""
    from xuezheng.records.casework.actions.recomputing import derived_again, is_still_provisional

    try:
        due = derived_again(row, desk.calendar)
    except BadInput as error:
        done.left.append((row.code, "；".join(fault.what for fault in error.faults) or error.sentence))
        return None, False
    return due, due is not None and is_still_provisional(row, due, desk.calendar)


def _record_run(desk: Desk, done: Recomputed) -> None:
    from xuezheng.records.casework.actions.recomputing import record_run

    record_run(
        on=desk.today, calendar=done.calendar, n_looked_at=done.n_looked_at, n_changed=len(done.changed),
        n_left=len(done.left), **desk.deed,
    )  # fmt: skip
