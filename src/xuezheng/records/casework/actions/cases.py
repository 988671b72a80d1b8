"""What citizens bring: taken in, given longer, paused, replied to, closed, called back, rated, opened again."""

from datetime import date, datetime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import Act, acting
from xuezheng.records.casework.actions.due import (
    STATE,
    extended_due,
    give_due_date,
    keep_facts,
    opener,
)
from xuezheng.records.casework.models import Case, CaseExtension
from xuezheng.records.casework.queries import open_pause, pending_extension
from xuezheng.rules.working_days import WorkCalendar

open_case = opener(
    Case,
    action="case.open",
    owner="lead",
    later=(
        "closed_on",
        "rating",
        "is_substantiated",
        "replied_on",
        "reply_number",
        "called_back_on",
        "call_back",
        "refused_on",
        "refusal",
    ),  # fmt: skip
    past=("received_on",),
)


def read_case(*, case: Case, by: User, at: datetime) -> tuple[str, str]:
    """What the caller said and the number; every look is an event of its own."""
    with acting(by=by, at=at, action="case.read", organisation=case.lead) as act:
        act.take(case)
        act.note(case)
    return case.summary, case.caller_phone


def ask_extension(*, case: Case, by: User, at: datetime, calendar: WorkCalendar = STATE) -> CaseExtension:
    """Ask for longer; the day is the clock's. Nothing moves until somebody else approves."""
    with acting(by=by, at=at, action="case.ask_extension", organisation=case.lead) as act:
        act.take(case)
        expect_open_case(act, case)
        asked = pending_extension(case)
        act.expect(
            asked is None,
            f"办件 {case.code} 已于 {asked and asked.asked_on} 申请延期，尚未批准。",
            "请等待批准。",
        )
        act.refuse_faults()
        extension = CaseExtension(
            case=case,
            asked_on=act.today,
            asked_by=by.username[:50],
            was_due_on=case.due_on,
            due_on=extended_due(act, case, calendar, f"办件 {case.code} "),
        )
        act.detail = {"case": case.code}
        act.save(extension)
    return extension


def extend_case(*, case: Case, by: User, at: datetime, calendar: WorkCalendar = STATE) -> CaseExtension:
    """Approve the extension asked for, while the time still runs; nobody approves their own."""
    with acting(by=by, at=at, action="case.extend", organisation=case.lead) as act:
        act.take(case)
        expect_open_case(act, case)
        extension = pending_extension(case)
        if extension is None:
            act.expect(False, f"办件 {case.code} 没有待批准的延期。", "请先申请延期。")
        elif extension.asked_by == by.username:
            act.expect(False, f"{by.username} 不能批准自己申请的延期。", "请由另一名有权人员批准。")
        act.refuse_faults()
        assert extension is not None  # noqa: S101  (refused above)
        due = extended_due(act, case, calendar, f"办件 {case.code} ")
        extension.was_due_on, extension.due_on = case.due_on, due
        extension.approved_on, extension.approved_by = act.today, by.username[:50]
        act.detail = {"case": case.code, "was": str(case.due_on), "due": str(due)}
        act.save(extension, "was_due_on", "due_on", "approved_on", "approved_by")
        keep_facts(case, due, calendar)
        act.save(case, "due_on", "calendar", "is_provisional")
    return extension


def reply_case(*, case: Case, number: str, on: date, by: User, at: datetime, signed_off_by: str = "") -> None:
    """Answer in writing: the number of the letter, its day and who signed it off."""
    with acting(by=by, at=at, action="case.reply", organisation=case.lead) as act:
        act.take(case)
        expect_open_case(act, case)
        act.expect(
            case.replied_on is None,
            f"办件 {case.code} 已于 {case.replied_on} 答复（{case.reply_number}）。",
            "有误请办理更正。",
        )
        act.expect(number.strip() != "", "没有填写答复文号。", "请填写答复文号。")
        act.expect_past(on, "答复日期")
        act.refuse_faults()
        case.reply_number, case.replied_on = number.strip(), on
        case.signed_off_by = (signed_off_by or by.username)[:50]
        act.save(case, "reply_number", "replied_on", "signed_off_by")


def close_case(*, case: Case, on: date, by: User, at: datetime, is_substantiated: bool | None = None) -> None:
    with acting(by=by, at=at, action="case.close", organisation=case.lead) as act:
        act.take(case)
        expect_open_case(act, case)
        act.expect_past(on, "办结日期")
        act.expect(
            case.channel != Case.Channel.PETITION or case.replied_on is not None,
            f"信访件 {case.code} 还没有书面答复。信访事项须出具处理意见书后才能办结。",
            "请先登记答复文号和日期。",
        )
        paused = open_pause(case)
        act.expect(
            paused is None, f"办件 {case.code} 自 {paused and paused.first_on} 起停止计时。", "请先恢复计时。"
        )
        act.refuse_faults()
        case.closed_on, case.is_substantiated = on, is_substantiated
        act.save(case, "closed_on", "is_substantiated")


def refuse_case(*, case: Case, on: date, ground: str, by: User, at: datetime) -> None:
    """Do not take it up, for one of the grounds on the list; it ends that day and is not rated."""
    with acting(by=by, at=at, action="case.refuse", organisation=case.lead) as act:
        act.take(case)
        expect_open_case(act, case)
        act.expect(ground != "", "没有选择不予受理的理由。", "请从理由清单中选择。")
        act.expect(
            case.replied_on is None, f"办件 {case.code} 已书面答复，不能再按不予受理处理。", "请办结该件。"
        )
        signed = case.dispatches.filter(signed_on__isnull=False, returned_on=None).first()
        act.expect(
            signed is None, f"办件 {case.code} 已由承办单位签收办理。", "请先由承办单位退回，再登记不予受理。"
        )
        act.expect_past(on, "不予受理日期")
        act.refuse_faults()
        case.refused_on, case.refusal, case.closed_on = on, ground, on
        act.detail = {"ground": str(ground)}
        act.save(case, "refused_on", "refusal", "closed_on")


def call_back_case(*, case: Case, on: date, result: str, by: User, at: datetime, rating: str = "") -> None:
    """Ask the caller afterwards; a rating is valid only from somebody who was reached."""
    with acting(by=by, at=at, action="case.call_back", organisation=case.lead) as act:
        act.take(case)
        act.expect(case.closed_on is not None, f"办件 {case.code} 尚未办结。", "请办结后再回访。")
        act.expect(
            case.called_back_on is None,
            f"办件 {case.code} 已于 {case.called_back_on} 回访。",
            "有误请办理更正。",
        )
        act.expect(result != "", "没有填写回访结果。", "请选择已联系、未联系上或不愿评价。")
        act.expect(
            rating == "" or result == Case.CallBack.REACHED,
            f"回访结果不是“已联系”，却填了评价。{case.code} 没有有效评价。",
            "请不填评价，或核对回访结果。",
        )
        act.expect(rating == "" or case.rating == "", f"办件 {case.code} 已有评价。", "评价只登记一次。")
        act.expect_past(on, "回访日期")
        act.refuse_faults()
        case.called_back_on, case.call_back, case.rating = on, result, rating or case.rating
        act.save(case, "called_back_on", "call_back", "rating")


def rate_case(*, case: Case, rating: str, by: User, at: datetime) -> None:
    with acting(by=by, at=at, action="case.rate", organisation=case.lead) as act:
        act.take(case)
        act.expect(case.closed_on is not None, f"办件 {case.code} 尚未办结。", "请办结后再登记评价。")
        act.expect(case.rating == "", f"办件 {case.code} 已有评价。", "评价只登记一次，有误请办理更正。")
        act.expect(rating != "", "没有选择评价。", "请选择满意、基本满意或不满意。")
        act.refuse_faults()
        case.rating = rating
        act.save(case, "rating")


def reopen_case(*, case: Case, by: User, at: datetime, calendar: WorkCalendar = STATE) -> Case:
    """Begin a new round, linked to the old one, which stays as it was."""
    with acting(by=by, at=at, action="case.reopen", organisation=case.lead) as act:
        act.take(case)
        act.expect(
            case.closed_on is not None, f"办件 {case.code} 尚未办结，仍在办理。", "请继续办理，不必重新办理。"
        )
        later = case.later_rounds.first()
        act.expect(later is None, f"办件 {case.code} 已重新办理为 {later and later.code}。", "请办理那一件。")
        act.refuse_faults()
        row = Case(code=_next_round(case), received_on=act.today, reopens=case)
        for name in (
            "channel",
            "kind",
            "topic",
            "summary",
            "area",
            "school",
            "lead",
            "caller_phone",
            "repeats",
        ):
            setattr(row, name, getattr(case, name))
        give_due_date(act, row, calendar)
        act.detail = {"reopens": case.code}
        act.save(row)
    return row


def link_repeat(*, case: Case, to: Case, by: User, at: datetime) -> None:
    """Say that a case repeats an earlier one; a person decides, the first of the chain is linked to."""
    with acting(by=by, at=at, action="case.link", organisation=case.lead) as act:
        act.take(case)
        first = to.repeats or to
        act.expect(first.pk != case.pk, f"办件 {case.code} 不能是自己的重复件。", "请填较早的那一件。")
        act.expect(
            case.repeats is None, f"办件 {case.code} 已认定重复于 {case.repeats_id}。", "有误请办理更正。"
        )
        act.expect(
            first.received_on <= case.received_on,
            f"{first.code} 受理于 {first.received_on}，晚于 {case.code} 的 {case.received_on}。",
            "重复件须指向较早的一件。",
        )
        act.refuse_faults()
        case.repeats = first
        act.detail = {"repeats": first.code}
        act.save(case, "repeats")


def _next_round(case: Case) -> str:
    """BJ2026000001, then BJ2026000001-2 and -3."""
    stem, _, number = case.code.rpartition("-")
    if case.reopens_id and number.isdecimal():
        return f"{stem}-{int(number) + 1}"
    return f"{case.code}-2"


def expect_open_case(act: Act, case: Case) -> None:
    act.expect(case.closed_on is None, f"办件 {case.code} 已于 {case.closed_on} 办结。", "有误请办理更正。")
