"""Every matter runs on the clock of its channel and kind; what moves its day is on record."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from refusals import Refusal, check, titles
from small_bureau import LAST_YEAR, NOON, TODAY, TOMORROW, YESTERDAY, Role, a, a_body, stored

from xuezheng.errors import BadInput, NotAllowed
from xuezheng.records.audit.models import Event
from xuezheng.records.casework import actions
from xuezheng.records.casework.actions.due import calendar_version, derivation_of
from xuezheng.records.casework.actions.recomputing import derived_again
from xuezheng.records.casework.models import (
    ApplicationPause,
    Case,
    CaseExtension,
    CasePause,
    Dispatch,
    PermitApplication,
    PermitItem,
    Proposal,
    RectificationItem,
)
from xuezheng.records.casework.queries import (
    find_matter,
    matters_by_clock,
    open_matters,
    open_pause,
    possible_repeats,
)
from xuezheng.rules.working_days import Day, WorkCalendar

REVIEW = {
    "channel": "petition",
    "kind": "review",
    "clock": "petition.review.decide",
    "due_on": date(2024, 9, 29),
}
FRIDAY = date(2024, 8, 30)

CHANNELS = [
    # channel, kind, start → due: counted on the wall calendar of 2024
    ("mayor_line", "", FRIDAY, date(2024, 9, 6)),
    ("mayor_line", "consult", FRIDAY, date(2024, 9, 4)),
    ("mayor_line", "complaint", FRIDAY, date(2024, 9, 19)),  # 14 September is worked, 15 to 17 are not
    ("online", "", FRIDAY, date(2024, 9, 6)),
    ("phone", "", FRIDAY, date(2024, 9, 4)),
    ("petition", "", FRIDAY, date(2024, 10, 29)),
    ("petition", "review", FRIDAY, date(2024, 9, 29)),  # a Sunday that is worked
    ("violation", "", FRIDAY, date(2024, 9, 29)),
]


@pytest.fixture
def officer(bureau):
    return bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])


@pytest.mark.parametrize("channel, kind, start, due", CHANNELS)
def test_opening_a_case_gives_the_day_of_its_clock(bureau, officer, channel, kind, start, due):
    row = a(Case, bureau, channel=channel, kind=kind, received_on=start, due_on=None, clock="")

    actions.open_case(row=row, by=officer, at=NOON)

    kept = Case.objects.get()
    assert (kept.due_on, kept.due_ground, kept.is_provisional) == (due, "", False)
    assert kept.clock and kept.calendar == "国务院2026"


def test_proposals_permits_and_problems_run_on_theirs(bureau):
    office = bureau.person(Role.OFFICE)

    proposal = actions.hand_over_proposal(row=a(Proposal, bureau, due_on=None), by=office, at=NOON)
    permit = actions.receive_application(row=a(PermitApplication, bureau, due_on=None), by=office, at=NOON)
    problem = actions.collect_rectification(row=a(RectificationItem, bureau, due_on=None), by=office, at=NOON)

    assert (proposal.due_on, permit.due_on, problem.due_on) == (
        date(2024, 12, 2), date(2024, 9, 30), date(2024, 6, 3),
    )  # fmt: skip


def test_a_day_of_an_order_stands_with_its_ground_in_the_log(bureau, officer):
    actions.open_case(row=a(Case, bureau, due_on=date(2024, 12, 1), due_ground="order"), by=officer, at=NOON)

    assert Case.objects.get().due_on == date(2024, 12, 1)
    assert Event.objects.get().detail == {
        "fields": [],
        "due": "2024-12-01",
        "by_clock": "2024-09-06",
        "ground": "order",
    }


def _open(**given):
    return lambda b: partial(actions.open_case, row=a(Case, b, **given))


def _dispatch(to, part="lead", **given):
    return lambda b: partial(
        actions.dispatch_case, case=stored(Case, b, **given), to=a_body(b, "A", to), part=part
    )


def _with_a_lead(part):
    def do(b):
        stored(Dispatch, b, organisation=a_body(b, "A", "sA"))
        return partial(actions.dispatch_case, case=stored(Case, b), to=a_body(b, "A", "sA" if part else "s8"),
                       part=part or "lead")  # fmt: skip

    return do


def _send_back(ground="not_ours", **given):
    return lambda b: partial(actions.return_dispatch, row=stored(Dispatch, b, **given), ground=ground)


def _paused(b):
    """A review whose hearing goes on."""
    case = stored(Case, b, **REVIEW)
    return CasePause.objects.create(case=case, kind="hearing", first_on=TODAY)


def _call_back(result, rating="", /, **given):
    return lambda b: partial(
        actions.call_back_case, case=stored(Case, b, **given), on=TODAY, result=result, rating=rating
    )


def _reply(number="1号", **given):
    return lambda b: partial(actions.reply_case, case=stored(Case, b, **given), number=number, on=TODAY)


def _link(**earlier):
    def do(b):
        to = a(Case, b, code="K0", **earlier)
        to.save()
        return partial(actions.link_repeat, case=stored(Case, b), to=to)

    return do


def _reopened(b):
    case = stored(Case, b, closed_on=TODAY)
    a(Case, b, code="KA-2", reopens=case).save()
    return partial(actions.reopen_case, case=case)


def _application(action, given, /, **told):
    return lambda b: partial(action, application=stored(PermitApplication, b, **given), **told)


LATE = {"dispatched_on": date(2024, 8, 28), "sign_by_on": date(2024, 8, 29)}
REFUSALS = [
    Refusal("a day later than the clock", _open(due_on=date(2024, 9, 9)),
            "期限写的是 2024-09-09，按“办理并答复诉求”（5 个工作日）应为 2024-09-06。.*写明依据：earlier"),
    Refusal("a day not earlier at all", _open(due_on=date(2024, 9, 9), due_ground="earlier"), "不是提前"),
    Refusal("a kind the channel has not", _open(channel="phone", kind="review"), "没有“复查”这种事项"),
    Refusal("a start before any rule", _open(channel="petition", received_on=LAST_YEAR - timedelta(days=900),
                                             due_on=None), "“petition.conclude”在 2020-12-13 没有有效版本.*原系统已定"),
    Refusal("a second lead", _with_a_lead(""), "已派“A区第sA小学”主办，尚未退回.*退回后改派"),
    Refusal("an office sent to twice", _with_a_lead("assist"), "已派给“A区第sA小学”.*不必重复"),
    Refusal("a part nobody has", _dispatch("sA", "boss"), "分工“boss”不在清单中"),
    Refusal("a closed case sent on", _dispatch("sA", closed_on=TODAY), "已于 2024-09-02 办结"),
    Refusal("a dispatch signed for twice", lambda b: partial(
        actions.sign_dispatch, row=stored(Dispatch, b, signed_on=TODAY), on=TODAY), "已于 2024-09-02 签收"),
    Refusal("a dispatch signed for after it went back", lambda b: partial(
        actions.sign_dispatch, row=stored(Dispatch, b, returned_on=TODAY, return_ground="twice"), on=TODAY),
        "已于 2024-09-02 退回"),
    Refusal("sent back without a ground", _send_back(""), "退回须有明确依据.*not_ours（非本单位职责）"),
    Refusal("sent back too late", _send_back(**LATE), "退回期限 2024-08-30 已过.*继续办理"),
    Refusal("sent back twice", _send_back(returned_on=TODAY, return_ground="twice"), "已于 2024-09-02 退回"),
    Refusal("a pause no rule knows", lambda b: partial(
        actions.pause_case, case=stored(Case, b), kind="holiday", first=TODAY),
        "“holiday”不是“办理并答复诉求”的停止计时事由.*时限照常计算"),
    Refusal("a pause within a pause", lambda b: partial(
        actions.pause_case, case=_paused(b).case, kind="hearing", first=TODAY), "2024-09-02 起已在停止计时"),
    Refusal("a pause of tomorrow", lambda b: partial(
        actions.pause_case, case=stored(Case, b, **REVIEW), kind="hearing", first=TOMORROW), "晚于今天"),
    Refusal("a pause on the first day", lambda b: partial(
        actions.pause_case, case=stored(Case, b, **REVIEW), kind="hearing", first=FRIDAY), "不晚于起算日 2024-08-30"),
    Refusal("a pause after the time ran out", lambda b: partial(
        actions.pause_case, case=stored(Case, b, **REVIEW | {"due_on": YESTERDAY}), kind="hearing", first=TODAY),
        "期限 2024-09-01 已过"),
    Refusal("a pause ended before it began", lambda b: partial(
        actions.resume_case, pause=_paused(b), last=YESTERDAY), "末日 2024-09-01 早于首日"),
    Refusal("a paused case closed", lambda b: partial(
        actions.close_case, case=_with_reply(_paused(b).case), on=TODAY), "起停止计时.*先恢复计时"),
    Refusal("a paused case given longer", lambda b: partial(
        actions.extend_application, application=_paused_application(b)), "正在停止计时"),
    Refusal("a paused application decided", lambda b: partial(
        actions.decide_application, row=_paused_application(b), on=TODAY, is_granted=True), "起停止计时"),
    Refusal("a petition closed by word of mouth", lambda b: partial(
        actions.close_case, case=stored(Case, b, **REVIEW), on=TODAY), "还没有书面答复.*处理意见书"),
    Refusal("a reply without a number", _reply(" "), "没有填写答复文号"),
    Refusal("a second reply", _reply(replied_on=TODAY, reply_number="1号"), "已于 2024-09-02 答复（1号）"),
    Refusal("a call-back before the end", _call_back("reached"), "尚未办结"),
    Refusal("a second call-back", _call_back("reached", closed_on=TODAY, called_back_on=TODAY, call_back="reached"),
            "已于 2024-09-02 回访"),
    Refusal("a call-back with no result", _call_back("", closed_on=TODAY), "没有填写回访结果"),
    Refusal("a rating by nobody", _call_back("no_contact", "satisfied", closed_on=TODAY), "没有有效评价"),
    Refusal("an open case opened again", lambda b: partial(actions.reopen_case, case=stored(Case, b)), "仍在办理"),
    Refusal("a case opened again twice", _reopened, "已重新办理为 KA-2"),
    Refusal("a repeat of itself", lambda b: partial(
        actions.link_repeat, case=stored(Case, b), to=stored(Case, b)), "不能是自己的重复件"),
    Refusal("a repeat of a later one", _link(received_on=TODAY), "K0 受理于 2024-09-02，晚于 KA"),
    Refusal("a proposal sent back too late", lambda b: partial(
        actions.return_proposal, proposal=stored(Proposal, b, handed_over_on=date(2024, 8, 1)), ground="not_ours"),
        "退回期限 2024-08-12 已过"),
    Refusal("a proposal given longer after its time", lambda b: partial(
        actions.extend_proposal, proposal=stored(Proposal, b, handed_over_on=date(2024, 5, 1), due_on=date(2024, 8, 1))),
        "期限 2024-08-01 已过", role=Role.OFFICE, where="city"),
    Refusal("an application given longer twice", _application(
        actions.extend_application, {"extended_on": TODAY}), "已延期 1 次"),
    Refusal("papers complete after it was given longer", _application(
        actions.supplement_application, {"extended_on": TODAY}, on=TODAY), "已延期或停止过计时"),
    Refusal("papers complete after the decision", _application(
        actions.supplement_application, {"decided_on": TODAY, "is_granted": True}, on=TODAY), "已于 2024-09-02 决定"),
    Refusal("a closed case reckoned again", lambda b: partial(
        actions.recompute_due, row=stored(Case, b, closed_on=TODAY), calendar=WorkCalendar()), "办结的不再重算"),
    Refusal("a pause corrected", lambda b: partial(
        actions.correct, row=_paused(b), changes={"last_on": TODAY}, why="typing"), "办理过程的凭证"),
]  # fmt: skip


def _with_reply(case):
    case.replied_on, case.reply_number = TODAY, "1号"
    case.save()
    return case


def _paused_application(b):
    row = stored(PermitApplication, b, received_on=YESTERDAY)
    ApplicationPause.objects.create(application=row, kind="hearing", first_on=TODAY)
    return row


@titles(REFUSALS)
def test_casework_by_the_clock_refuses(bureau, refusal):
    check(bureau, refusal)


def test_the_second_officer_is_told_what_the_first_did(bureau, officer):
    seen_by_both = stored(Case, bureau)
    other = Case.objects.get(pk=seen_by_both.pk)
    actions.dispatch_case(case=other, to=a_body(bureau, "A", "sA"), part="lead", by=officer, at=NOON)

    with pytest.raises(BadInput, match=r"归属与记录不符.*刷新"):
        actions.dispatch_case(
            case=seen_by_both, to=a_body(bureau, "A", "s8"), part="lead", by=officer, at=NOON
        )

    first, second = Case.objects.get(), Case.objects.get()
    actions.close_case(case=first, on=TODAY, by=officer, at=NOON)
    with pytest.raises(BadInput, match="已于 2024-09-02 办结"):
        actions.close_case(case=second, on=TODAY, by=officer, at=NOON)


def test_a_case_sent_back_lies_with_its_sender_again(bureau, officer):
    case, school = stored(Case, bureau), a_body(bureau, "A", "sA")
    sent = actions.dispatch_case(case=case, to=school, part="lead", by=officer, at=NOON)
    assert (Case.objects.get().lead, sent.sign_by_on) == (school, TOMORROW)

    actions.return_dispatch(row=sent, ground="not_ours", by=officer, at=NOON)

    assert Case.objects.get().lead == bureau.districts["A"]
    assert Dispatch.objects.get().get_return_ground_display() == "非本单位职责"
    actions.dispatch_case(
        case=Case.objects.get(), to=a_body(bureau, "A", "s8"), part="lead", by=officer, at=NOON
    )
    assert Dispatch.objects.count() == 2


def test_the_days_of_a_hearing_do_not_count(bureau, officer):
    pause = _paused(bureau)

    actions.resume_case(pause=pause, last=TODAY + timedelta(days=2), by=officer, at=NOON + timedelta(days=2))

    assert Case.objects.get().due_on == date(2024, 10, 8)  # 29 September and three days fall into the holiday
    told = derivation_of(Case.objects.get(), WorkCalendar())
    assert any("听证" in run.why for run in told.skipped)


def test_a_day_of_an_order_moves_by_what_was_lost(bureau, officer):
    permit = stored(
        PermitApplication, bureau, due_on=date(2024, 9, 27), due_ground="order", received_on=YESTERDAY
    )
    pause = ApplicationPause.objects.create(application=permit, kind="hearing", first_on=TODAY)

    actions.resume_application(pause=pause, last=TOMORROW, by=officer, at=NOON + timedelta(days=1))

    assert PermitApplication.objects.get().due_on == date(2024, 9, 30)  # 29 September, a Sunday, is worked


def test_papers_complete_start_the_clock_anew(bureau, officer):
    permit = stored(PermitApplication, bureau, received_on=date(2024, 8, 20), due_on=date(2024, 9, 18))

    actions.supplement_application(application=permit, on=TODAY, by=officer, at=NOON)

    assert PermitApplication.objects.get().due_on == date(2024, 9, 30)


def test_a_wide_proposal_gets_six_months_from_its_first_day(bureau):
    actions.extend_proposal(proposal=stored(Proposal, bureau), by=bureau.person(Role.DIRECTOR), at=NOON)

    assert Proposal.objects.get().due_on == date(2025, 3, 3)  # 2 March is a Sunday


def test_a_new_round_keeps_the_old_one(bureau, officer):
    stored(Case, bureau, closed_on=TODAY, rating="unsatisfied")
    first = actions.reopen_case(case=Case.objects.get(), by=officer, at=NOON)
    actions.close_case(case=first, on=TODAY, by=officer, at=NOON)

    second = actions.reopen_case(case=first, by=officer, at=NOON)

    assert [first.code, second.code, second.reopens_id] == ["KA-2", "KA-3", "KA-2"]
    assert Case.objects.get(pk="KA").rating == "unsatisfied"
    assert second.due_on == date(2024, 9, 9)


def test_repeats_are_suggested_and_linked_to_the_first(bureau, officer):
    a(Case, bureau, code="K1", received_on=date(2024, 7, 1)).save()
    a(Case, bureau, code="K2", received_on=date(2024, 7, 9), caller_phone="", repeats_id="K1").save()
    a(Case, bureau, code="K3", received_on=date(2023, 1, 9)).save()  # too long ago
    a(Case, bureau, "B", code="K4", received_on=date(2024, 7, 9)).save()  # another district's
    case = stored(Case, bureau)

    assert [(row.code, why) for row, why in possible_repeats(officer, case)] == [("K1", "同一来电号码")]
    actions.link_repeat(case=case, to=Case.objects.get(pk="K2"), by=officer, at=NOON)

    assert Case.objects.get(pk="KA").repeats_id == "K1"


NEW_YEAR = WorkCalendar(
    {
        day: Day(day, False, "元旦")
        for day in (date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3), date(2027, 1, 4))
    },
    announced=[2027],
)


def test_a_new_calendar_moves_what_was_provisional(bureau):
    office, at = bureau.person(Role.OFFICE), datetime(2026, 12, 28, 4, tzinfo=UTC)
    row = a(Case, bureau, received_on=date(2026, 12, 28), due_on=None)
    opened = actions.open_case(row=row, by=office, at=at)
    assert (opened.due_on, opened.is_provisional) == (date(2027, 1, 4), True)
    actions.ask_extension(case=opened, by=office, at=at)
    actions.extend_case(case=opened, by=bureau.person(Role.DIRECTOR), at=at)
    assert opened.due_on == date(2027, 1, 11)

    (found,) = matters_by_clock(office)
    assert derived_again(found, NEW_YEAR) == date(2027, 1, 13)  # 1 and 4 January are rest days now
    was = actions.recompute_due(row=found, calendar=NEW_YEAR, by=office, at=at)

    kept = Case.objects.get()
    assert (was, kept.due_on, kept.is_provisional) == (date(2027, 1, 11), date(2027, 1, 13), False)
    assert kept.calendar == calendar_version(NEW_YEAR) != calendar_version(WorkCalendar())
    assert CaseExtension.objects.get().due_on == kept.due_on
    assert Event.objects.latest("seq").detail == {
        "was": "2027-01-11", "due": "2027-01-13", "calendar": kept.calendar,
        "fields": ["calendar", "due_on", "is_provisional"],
    }  # fmt: skip


def test_what_was_taken_over_or_ordered_is_not_moved_by_a_calendar(bureau):
    stored(Case, bureau)
    for code, more in (("K1", {"clock": ""}), ("K2", {"due_ground": "order"}), ("K3", {"closed_on": TODAY})):
        a(Case, bureau, code=code, **more).save()
    a(Proposal, bureau, code="N1", returned_on=TODAY, return_ground="not_ours").save()

    assert [row.code for row in matters_by_clock(bureau.person(Role.OFFICE))] == ["KA"]


def test_the_list_asks_no_more_for_many_than_for_one(bureau, django_assert_max_num_queries):
    for n in range(9):
        CasePause.objects.create(
            case=_saved(a(Case, bureau, code=f"K{n}", **REVIEW)), kind="hearing", first_on=TODAY
        )
        _saved(a(PermitApplication, bureau, code=f"Q{n}", item=stored(PermitItem, bureau)))

    office = bureau.person(Role.OFFICE)

    with django_assert_max_num_queries(12):
        rows = open_matters(office)
        states = [(row.lead.name, bool(open_pause(row))) for row in rows]

    assert sum(paused for _, paused in states) == 9
    assert len(states) == 18


def _saved(row):
    row.save()
    return row


def test_an_office_that_assists_sees_the_case_in_its_list(bureau):
    school = a_body(bureau, "B", "sB")
    stored(Dispatch, bureau, organisation=school, part="assist")
    clerk = bureau.person(Role.SCHOOL_CLERK, school)

    assert [row.code for row in open_matters(clerk)] == ["KA"]
    assert find_matter(clerk, "KA").code == "KA"
    Dispatch.objects.update(returned_on=TODAY, return_ground="not_ours")
    assert open_matters(clerk) == []
    assert find_matter(clerk, "KA") is None


def test_a_late_extension_does_not_count_in_the_month(bureau):
    from xuezheng.jobs.casework_monthly import allowed_until

    case = stored(Case, bureau, due_on=date(2024, 9, 13))
    given = stored(CaseExtension, bureau, approved_on=date(2024, 9, 6))
    assert allowed_until(Case.objects.get()) == date(2024, 9, 13)

    CaseExtension.objects.filter(pk=given.pk).update(approved_on=date(2024, 9, 9))
    assert allowed_until(Case.objects.get(pk=case.pk)) == date(2024, 9, 6)


def test_every_look_at_what_a_caller_said_is_logged(bureau, officer):
    case = stored(Case, bureau)

    assert actions.read_case(case=case, by=officer, at=NOON) == ("李某反映", "13900002222")

    event = Event.objects.get()
    assert (event.action, event.subject_code, event.by, event.detail) == (
        "case.read",
        "KA",
        officer.username,
        {},
    )
    with pytest.raises(NotAllowed, match="不能在“A区教育局”查看办件内容"):
        actions.read_case(case=case, by=bureau.person(Role.INSPECTOR), at=NOON)
    assert Event.objects.count() == 1


def test_the_log_holds_nothing_personal(bureau, officer):
    """Names, numbers and words of callers stay in the record."""
    case = actions.open_case(row=a(Case, bureau), by=officer, at=NOON)
    actions.dispatch_case(case=case, to=a_body(bureau, "A", "sA"), part="lead", by=officer, at=NOON)
    actions.reply_case(case=case, number="1号", on=TODAY, signed_off_by="王五一", by=officer, at=NOON)
    actions.close_case(case=case, on=TODAY, by=officer, at=NOON)
    actions.call_back_case(case=case, on=TODAY, result="reached", rating="satisfied", by=officer, at=NOON)

    with transaction.atomic():
        said = "".join(str(event.detail) for event in Event.objects.all())
    assert not any(word in said for word in ("13900002222", "李某", "王五一"))
