"""A case on its way: handed to offices, signed for, sent back; its clock stopped and started."""

from datetime import date, datetime

from xuezheng.records.accounts.models import Organisation, User
from xuezheng.records.audit.actions import acting
from xuezheng.records.casework.actions.cases import expect_open_case
from xuezheng.records.casework.actions.due import (
    STATE,
    due_after_pause,
    expect_pause,
    keep_facts,
    return_by,
    sign_by,
)
from xuezheng.records.casework.models import ApplicationPause, Case, CasePause, Dispatch, PermitApplication
from xuezheng.records.casework.queries import standing_dispatch
from xuezheng.rules.working_days import WorkCalendar


def dispatch_case(
    *, case: Case, to: Organisation, part: str, by: User, at: datetime, calendar: WorkCalendar = STATE
) -> Dispatch:
    """Hand a case to an office: the lead takes it over, one that assists stands beside it."""
    with acting(by=by, at=at, action="case.dispatch", organisation=case.lead) as act:
        act.take(case)
        expect_open_case(act, case)
        act.expect(part in Dispatch.Part.values, f"分工“{part}”不在清单中。", "请选主办或协办。")
        lead, same = standing_dispatch(case), standing_dispatch(case, to)
        is_lead = part == Dispatch.Part.LEAD
        act.expect(
            not is_lead or lead is None,
            f"办件 {case.code} 已派“{lead and lead.organisation.name}”主办，尚未退回。",
            "请待其退回后改派，或派为协办。",
        )
        act.expect(
            same is None or (is_lead and lead is same),
            f"办件 {case.code} 已派给“{to.name}”。",
            "不必重复派单。",
        )
        act.refuse_faults()
        row = Dispatch(
            case=case,
            organisation=to,
            part=part,
            sender=by.organisation or case.lead,
            dispatched_on=act.today,
            sign_by_on=sign_by(case, act.today, calendar),
        )
        act.detail = {"case": case.code, "to": to.code, "part": str(part)}
        act.save(row)
        if is_lead:
            case.lead = to
            act.save(case, "lead")
    return row


def sign_dispatch(*, row: Dispatch, on: date, by: User, at: datetime) -> None:
    """Say that the case has arrived."""
    with acting(by=by, at=at, action="case.sign", organisation=row.organisation) as act:
        act.take(row)
        act.expect(row.signed_on is None, f"办件 {row.case_id} 已于 {row.signed_on} 签收。", "无须重复办理。")
        act.expect(
            row.returned_on is None, f"办件 {row.case_id} 已于 {row.returned_on} 退回。", "退回的不再签收。"
        )
        act.expect_past(on, "签收日期")
        act.refuse_faults()
        row.signed_on = on
        act.save(row, "signed_on")


def return_dispatch(
    *, row: Dispatch, ground: str, by: User, at: datetime, calendar: WorkCalendar = STATE
) -> None:
    """Send a case back as not ours, in time and on a ground; it lies with its sender again."""
    with acting(by=by, at=at, action="case.return", organisation=row.organisation) as act:
        act.take(row)
        case = row.case
        act.take(case)
        expect_open_case(act, case)
        act.expect(
            row.returned_on is None, f"办件 {case.code} 已于 {row.returned_on} 退回。", "无须重复办理。"
        )
        act.expect(
            ground in Dispatch.Ground.values and ground != "",
            f"退回理由“{ground}”不在清单中。退回须有明确依据。",
            "请从" + "、".join(f"{g.value}（{g.label}）" for g in Dispatch.Ground if g.value) + "中选择。",
        )
        until = return_by(case, row.dispatched_on, calendar)
        act.expect(
            act.today <= until,
            f"办件 {case.code} 的退回期限 {until} 已过。",
            "请继续办理，或报派出单位协调。",
        )
        act.refuse_faults()
        row.returned_on, row.return_ground = act.today, ground
        act.detail = {"case": case.code, "ground": str(ground)}
        act.save(row, "returned_on", "return_ground")
        if row.part == Dispatch.Part.LEAD:
            case.lead = row.sender
            act.save(case, "lead")


def pause_case(*, case: Case, kind: str, first: date, by: User, at: datetime) -> CasePause:
    """Stop the clock of a case for what its law lists."""
    with acting(by=by, at=at, action="case.pause", organisation=case.lead) as act:
        act.take(case)
        expect_open_case(act, case)
        act.expect_past(first, "停止计时首日")
        expect_pause(act, case, kind, first)
        act.refuse_faults()
        row = CasePause(case=case, kind=kind, first_on=first)
        act.detail = {"case": case.code, "kind": kind}
        act.save(row)
    return row


def resume_case(
    *, pause: CasePause, last: date, by: User, at: datetime, calendar: WorkCalendar = STATE
) -> None:
    """Start the clock again; the days of the pause do not count."""
    case = pause.case
    with acting(by=by, at=at, action="case.resume", organisation=case.lead) as act:
        act.take(pause)
        act.take(case)
        act.expect(pause.last_on is None, f"停止计时已于 {pause.last_on} 结束。", "无须重复办理。")
        act.expect_past(last, "停止计时末日")
        act.expect(last >= pause.first_on, f"末日 {last} 早于首日 {pause.first_on}。", "请核对日期。")
        act.refuse_faults()
        pause.last_on = last
        act.detail = {"case": case.code, "was": str(case.due_on)}
        act.save(pause, "last_on")
        keep_facts(case, due_after_pause(case, pause, calendar), calendar)
        act.detail["due"] = str(case.due_on)
        act.save(case, "due_on", "calendar", "is_provisional")


def pause_application(
    *, application: PermitApplication, kind: str, first: date, by: User, at: datetime
) -> ApplicationPause:
    """Stop the clock of an application: a hearing, an expert review."""
    with acting(by=by, at=at, action="application.pause", organisation=application.lead) as act:
        act.take(application)
        act.expect(application.decided_on is None, f"申请 {application.code} 已于 {application.decided_on} 决定。",
                   "有误请办理更正。")  # fmt: skip
        act.expect_past(first, "停止计时首日")
        expect_pause(act, application, kind, first)
        act.refuse_faults()
        row = ApplicationPause(application=application, kind=kind, first_on=first)
        act.detail = {"application": application.code, "kind": kind}
        act.save(row)
    return row


def resume_application(
    *, pause: ApplicationPause, last: date, by: User, at: datetime, calendar: WorkCalendar = STATE
) -> None:
    """Start the clock of an application again."""
    application = pause.application
    with acting(by=by, at=at, action="application.resume", organisation=application.lead) as act:
        act.take(pause)
        act.take(application)
        act.expect(pause.last_on is None, f"停止计时已于 {pause.last_on} 结束。", "无须重复办理。")
        act.expect_past(last, "停止计时末日")
        act.expect(last >= pause.first_on, f"末日 {last} 早于首日 {pause.first_on}。", "请核对日期。")
        act.refuse_faults()
        pause.last_on = last
        act.detail = {"application": application.code, "was": str(application.due_on)}
        act.save(pause, "last_on")
        keep_facts(application, due_after_pause(application, pause, calendar), calendar)
        act.detail["due"] = str(application.due_on)
        act.save(application, "due_on", "calendar", "is_provisional")
