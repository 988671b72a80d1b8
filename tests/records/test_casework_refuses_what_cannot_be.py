"""Casework: cases, proposals, permits, problems collected in a campaign."""

from datetime import UTC, date, datetime
from functools import partial

from deeds import on
from refusals import Refusal, check, titles
from small_bureau import LAST_YEAR, NOON, TODAY, TOMORROW, YESTERDAY, Role, a, stored

from xuezheng.errors import NotAllowed
from xuezheng.records.casework import actions
from xuezheng.records.casework.models import (
    Case,
    CaseExtension,
    PermitApplication,
    PermitItem,
    Proposal,
    RectificationItem,
)  # fmt: skip

OFFICE = {"role": Role.OFFICE, "where": "city"}
OVERDUE = {"received_on": LAST_YEAR, "due_on": YESTERDAY}


def _ask(**given):
    return lambda b: partial(actions.ask_extension, case=stored(Case, b, **given))


def _approve(asked=None, /, **given):
    """Approve an extension that was asked for."""

    def do(b):
        case = stored(Case, b, **given)
        stored(CaseExtension, b, **asked or {})
        return partial(actions.extend_case, case=case)

    return do


def _close(on, **given):
    return lambda b: partial(actions.close_case, case=stored(Case, b, **given), on=on)


def _rate(rating, /, **given):
    return lambda b: partial(actions.rate_case, case=stored(Case, b, **given), rating=rating)


def _answer(on, result_class, /, **given):
    return lambda b: partial(
        actions.answer_proposal, proposal=stored(Proposal, b, **given), on=on, result_class=result_class
    )


def _stale(b):
    """The case was moved to another office after this page was opened."""
    case = stored(Case, b)
    Case.objects.filter(pk=case.pk).update(lead=b.districts["B"])
    return partial(actions.close_case, case=case, on=TODAY)


def _forged(b):
    """The case is another district's; the caller claims it for the own office."""
    case = stored(Case, b, "B")
    case.lead = b.districts["A"]
    return partial(actions.close_case, case=case, on=TODAY)


def _second(b):
    case = stored(Case, b)
    stored(CaseExtension, b, approved_on=TODAY)
    return partial(actions.ask_extension, case=case)


def _asked(b):
    return partial(actions.ask_extension, case=stored(CaseExtension, b).case)


REFUSALS = [
    Refusal("a case received tomorrow", lambda b: partial(actions.open_case, row=a(
        Case, b, received_on=TOMORROW)), "受理日期 2024-09-03 晚于今天"),
    Refusal("a case due before it came", lambda b: partial(actions.open_case, row=a(
        Case, b, due_on=LAST_YEAR)), "办理期限不能早于受理日期（办理期限 2023-06-01"),
    Refusal("a case closed as it is opened", lambda b: partial(actions.open_case, row=a(
        Case, b, closed_on=TODAY)), "登记时已填“办结日期”"),
    Refusal("a case without a lead", lambda b: partial(actions.open_case, row=a(Case, b, lead=None)),
            "没有填“主办单位”"),
    Refusal("a case of an office that does not exist", lambda b: partial(actions.open_case, row=a(
        Case, b, lead=None, lead_id="nobody")), "没有填“主办单位”，或填的代码不存在"),
    Refusal("a case without a day", lambda b: partial(actions.open_case, row=a(Case, b, received_on=None)),
            "“受理日期”: 没有填写"),
    Refusal("an extension after the time ran out", _ask(**OVERDUE), "期限 2024-09-01 已过，不能延期"),
    Refusal("an extension approved after the time ran out", _approve(**OVERDUE), "期限 2024-09-01 已过，不能延期"),
    Refusal("an extension of a closed case", _ask(closed_on=TODAY), "已于 2024-09-02 办结"),
    Refusal("an extension no rule allows", _ask(channel="phone", clock="hotline.consult"),
            "“咨询求助类答复”没有规定可以延长"),
    Refusal("an extension nobody asked for", lambda b: partial(actions.extend_case, case=stored(Case, b)),
            "没有待批准的延期"),
    Refusal("one's own extension approved", _approve({"asked_by": "district_officer_d1"}), "不能批准自己申请的延期"),
    Refusal("a second extension", _second, "已延期 1 次，最多 1 次"),
    Refusal("an extension asked for twice", _asked, "已于 2024-09-02 申请延期，尚未批准"),
    Refusal("a case closed twice", _close(TODAY, closed_on=YESTERDAY, received_on=LAST_YEAR), "已于 2024-09-01 办结"),
    Refusal("a case closed tomorrow", _close(TOMORROW), "办结日期 2024-09-03 晚于今天"),
    Refusal("a case closed before it came", _close(LAST_YEAR), "办结日期不能早于受理日期"),
    Refusal("a case moved meanwhile", _stale, "归属与记录不符.*刷新"),
    Refusal("a case claimed from another office", _forged, "归属与记录不符"),
    Refusal("a rating before the end", _rate("satisfied"), "尚未办结"),
    Refusal("a second rating", _rate("unsatisfied", closed_on=TODAY, rating="satisfied"), "已有评价"),
    Refusal("no rating", _rate("", closed_on=TODAY), "没有选择评价"),
    Refusal("a rating nobody knows", _rate("great", closed_on=TODAY), "“评价”"),
    Refusal("a proposal handed over tomorrow", lambda b: partial(actions.hand_over_proposal, row=a(
        Proposal, b, handed_over_on=TOMORROW)), "交办日期 2024-09-03 晚于今天", **OFFICE),
    Refusal("a proposal due before it is handed over", lambda b: partial(actions.hand_over_proposal, row=a(
        Proposal, b, due_on=YESTERDAY)), "答复期限不能早于交办日期", **OFFICE),
    Refusal("an answer without a result", _answer(TODAY, ""), "没有填写办理结果"),
    Refusal("an answer of class E", _answer(TODAY, "E"), "办理结果须为 A、B、C 或 D（办理结果 E）"),
    Refusal("a second answer", _answer(TODAY, "A", answered_on=TODAY, result_class="B"), "已于 2024-09-02 答复"),
    Refusal("an answer before the question", _answer(YESTERDAY, "A"), "答复日期不能早于交办日期"),
    Refusal("an item put online twice", on(actions.put_item_online, PermitItem, {"online_on": LAST_YEAR}),
            "已有网上录入日期", **OFFICE),
    Refusal("a dropped item put online", on(actions.put_item_online, PermitItem, {"dropped_on": YESTERDAY}),
            "已有取消日期 2024-09-01", **OFFICE),
    Refusal("an application under a dropped item", lambda b: partial(actions.receive_application, row=a(
        PermitApplication, b, item=stored(PermitItem, b, dropped_on=YESTERDAY))), "取消的事项不再受理"),
    Refusal("an application decided twice", on(actions.decide_application, PermitApplication, {
        "decided_on": TODAY, "is_granted": True}, is_granted=False), "已有决定日期"),
    Refusal("an application decided neither way", on(
        actions.decide_application, PermitApplication, is_granted=None), "没有填“准予”"),
    Refusal("a problem solved before it was heard", lambda b: partial(
        actions.resolve_rectification, row=stored(RectificationItem, b), on=date(2024, 2, 1)),
        "解决日期不能早于征集日期"),
    Refusal("a problem solved twice", on(actions.resolve_rectification, RectificationItem, {
        "resolved_on": TODAY}), "已有解决日期"),
    Refusal("the city's list kept by a district", lambda b: partial(actions.keep_item, row=a(PermitItem, b)),
            "不能在“某市教育局”登记保留的审批事项", error=NotAllowed),
    Refusal("the city's list kept by a district's office", lambda b: partial(
        actions.keep_item, row=a(PermitItem, b)), "不能在“某市教育局”", role=Role.OFFICE, error=NotAllowed),
]  # fmt: skip


@titles(REFUSALS)
def test_casework_refuses(bureau, refusal):
    check(bureau, refusal)


def test_an_extension_keeps_both_days_and_who_gave_it(bureau):
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])
    last_day = datetime(2024, 9, 6, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai

    _approve()(bureau)(by=officer, at=last_day)

    given = CaseExtension.objects.get()
    assert (given.was_due_on, given.due_on, given.approved_on) == (
        date(2024, 9, 6),
        date(2024, 9, 13),  # ten working days after 30 August: five and five more
        date(2024, 9, 6),
    )
    assert given.approved_by == officer.username
    assert Case.objects.get().due_on == date(2024, 9, 13)


def test_a_case_is_closed_with_what_was_found(bureau):
    officer = bureau.person(Role.DISTRICT_OFFICER, bureau.districts["A"])

    actions.close_case(case=stored(Case, bureau), on=TODAY, is_substantiated=False, by=officer, at=NOON)

    assert Case.objects.get().is_substantiated is False


def test_a_division_keeps_the_city_s_lists_for_the_bureau(bureau):
    from xuezheng.records.accounts.models import Organisation
    from xuezheng.records.audit.models import Event

    division = Organisation.objects.create(
        code="v1", name="政策法规科", kind="division", parent=bureau.city, path="c/v1/"
    )

    actions.keep_item(row=a(PermitItem, bureau), by=bureau.person(Role.DIVISION_OFFICER, division), at=NOON)

    assert Event.objects.get().organisation_path == "c/v1/"
