"""One deed on one matter, found by its code: whichever kind it is."""

from datetime import date
from typing import Any

from xuezheng.errors import BadInput
from xuezheng.jobs.casework import Desk, case, matter, own_dispatch


def sign_for(desk: Desk, code: str, unit: str, on: date) -> Any:
    """An office says that a case has arrived."""
    from xuezheng.records.casework.actions import sign_dispatch

    row = own_dispatch(desk, code, unit)
    sign_dispatch(row=row, on=on, **desk.deed)
    return row


def give_back(desk: Desk, code: str, unit: str, ground: str) -> Any:
    """Send a case or a proposal back."""
    from xuezheng.records.casework.actions import return_dispatch, return_proposal

    found = matter(desk, code)
    if _kind(found) == "Proposal":
        return_proposal(proposal=found, ground=ground, calendar=desk.calendar, **desk.deed)
        return found
    row = own_dispatch(desk, code, unit)
    return_dispatch(row=row, ground=ground, calendar=desk.calendar, **desk.deed)
    return row


def give_longer(desk: Desk, code: str, *, approve: bool) -> tuple[Any, date | None]:
    """Ask for an extension or approve it; gives the matter, and the day asked for while it waits."""
    from xuezheng.records.casework import actions

    found, told = matter(desk, code), {"calendar": desk.calendar, **desk.deed}
    kind = _kind(found)
    if kind == "Case" and approve:
        actions.extend_case(case=found, **told)
    elif kind == "Case":
        return found, actions.ask_extension(case=found, **told).due_on
    elif kind == "Proposal":
        actions.extend_proposal(proposal=found, **told)
    elif kind == "PermitApplication":
        actions.extend_application(application=found, **told)
    else:
        raise _not_for(found, "延期")
    return found, None


def stop_clock(desk: Desk, code: str, kind: str, first: date) -> Any:
    """Stop the clock of a case or an application."""
    from xuezheng.records.casework.actions import pause_application, pause_case

    found = matter(desk, code)
    if _kind(found) == "Case":
        pause_case(case=found, kind=kind, first=first, **desk.deed)
    elif _kind(found) == "PermitApplication":
        pause_application(application=found, kind=kind, first=first, **desk.deed)
    else:
        raise _not_for(found, "停止计时")
    return found


def start_clock(desk: Desk, code: str, last: date) -> Any:
    """Start it again."""
    from xuezheng.records.casework.actions import resume_application, resume_case
    from xuezheng.records.casework.queries import open_pause

    found = matter(desk, code)
    pause = open_pause(found)
    if pause is None:
        raise BadInput(f"{code} 没有停止计时。时限一直在计算。请核对编号。")
    resume = resume_case if _kind(found) == "Case" else resume_application
    resume(pause=pause, last=last, calendar=desk.calendar, **desk.deed)
    found.refresh_from_db()
    return found


def begin_anew(desk: Desk, code: str, on: date) -> Any:
    """All papers of an application are there."""
    from xuezheng.records.casework.actions import supplement_application

    found = matter(desk, code)
    if _kind(found) != "PermitApplication":
        raise _not_for(found, "补齐材料")
    supplement_application(application=found, on=on, calendar=desk.calendar, **desk.deed)
    return found


def answer(desk: Desk, code: str, number: str, signed_off: str, result: str, on: date) -> Any:
    """Answer a case in writing, or a proposal with its class."""
    from xuezheng.records.casework.actions import answer_proposal, reply_case

    found = matter(desk, code)
    if _kind(found) == "Case":
        reply_case(case=found, number=number, on=on, signed_off_by=signed_off, **desk.deed)
    elif _kind(found) == "Proposal":
        answer_proposal(proposal=found, on=on, result_class=result, **desk.deed)
    else:
        raise _not_for(found, "书面答复")
    return found


def finish(desk: Desk, code: str, on: date, substantiated: bool | None, granted: bool | None) -> Any:
    """Conclude a matter of any kind; a proposal is concluded by its answer."""
    from xuezheng.records.casework import actions

    found = matter(desk, code)
    kind = _kind(found)
    if kind == "Case":
        actions.close_case(case=found, on=on, is_substantiated=substantiated, **desk.deed)
    elif kind == "PermitApplication":
        actions.decide_application(row=found, on=on, is_granted=granted, **desk.deed)
    elif kind == "RectificationItem":
        actions.resolve_rectification(row=found, on=on, **desk.deed)
    else:
        raise BadInput(f"{code} 是建议提案。答复即办结。请用 xuezheng case reply 并写明 --result。")
    return found


def refuse(desk: Desk, code: str, ground: str, on: date) -> Any:
    """Do not take a case up, for a ground on the list."""
    from xuezheng.records.casework.actions import refuse_case

    found = case(desk, code)
    refuse_case(case=found, on=on, ground=ground, **desk.deed)
    return found


def call_back(desk: Desk, code: str, result: str, rating: str, on: date) -> Any:
    """Write down a call-back, or a rating that came by itself."""
    from xuezheng.records.casework.actions import call_back_case, rate_case

    found = case(desk, code)
    if result:
        call_back_case(case=found, on=on, result=result, rating=rating, **desk.deed)
    else:
        rate_case(case=found, rating=rating, **desk.deed)
    return found


def begin_round(desk: Desk, code: str) -> Any:
    """Open a case again."""
    from xuezheng.records.casework.actions import reopen_case

    return reopen_case(case=case(desk, code), calendar=desk.calendar, **desk.deed)


def link_to(desk: Desk, code: str, to: str) -> str:
    """Say that a case repeats an earlier one; gives the first of the chain."""
    from xuezheng.records.casework.actions import link_repeat

    found = case(desk, code)
    link_repeat(case=found, to=case(desk, to), **desk.deed)
    return str(found.repeats_id)


def _kind(row: Any) -> str:
    return type(row).__name__


def _not_for(row: Any, deed: str) -> BadInput:
    return BadInput(f"{row.pk} 是{row._meta.verbose_name}，不能登记{deed}。它的时限没有这一步。请核对编号。")
