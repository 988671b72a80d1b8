"""The other working rooms, and what becomes of a round's result."""

from functools import partial

import pytest
from deeds import APPROVED, CHECKED, on
from refusals import Refusal, check, titles
from small_bureau import NOON, TODAY, TOMORROW, YESTERDAY, Role, a, stored

from xuezheng.errors import BadInput
from xuezheng.records.accounts.models import Grant
from xuezheng.records.decisions import actions as decisions
from xuezheng.records.decisions.models import Decision
from xuezheng.records.ledger import actions as ledger
from xuezheng.records.ledger.models import Entry, ExamResult, Pledge, Ranking, Spending
from xuezheng.records.registers.models import Pupil, School
from xuezheng.records.rounds import actions as rounds
from xuezheng.records.rounds.models import (
    Application,
    ClassPlacement,
    ExamAbsence,
    ExamIncident,
    ExamRoomChange,
    ExamSitting,
    Round,
)
from xuezheng.records.visits import actions as visits
from xuezheng.records.visits.models import Finding, Visit

INSPECTOR = {"role": Role.INSPECTOR, "where": "city"}
DIRECTOR = {"role": Role.DIRECTOR, "where": "city"}
OFFICE = {"role": Role.OFFICE, "where": "city"}
CLERK = {"role": Role.SCHOOL_CLERK, "where": "sA"}


def _visit(findings=(), **other):
    return lambda b: partial(visits.record_visit, visit=a(Visit, b, **other), findings=findings)


def _decide_visit(verdict, /, **given):
    return lambda b: partial(visits.decide_visit, visit=stored(Visit, b, **given), verdict=verdict)


def _place(*letters, **given):
    def do(b):
        rows = [ClassPlacement(pupil=stored(Pupil, b), school=b.schools[x], class_number=1) for x in letters]
        return partial(rounds.place_pupils, round=stored(Round, b, **given), placements=rows)

    return do


def _apply(**given):
    def do(b):
        round = stored(Round, b, **given)
        return partial(rounds.apply_for_place, row=Application(round=round, pupil=stored(Pupil, b)))

    return do


def _admit(letter, /, **given):
    def do(b):
        stored(Round, b, kind="admissions")
        return partial(
            rounds.admit_pupil, application=stored(Application, b, **given), school=b.schools[letter]
        )

    return do


def _admit_again(b):
    do = _admit("A", admitted_to=b.schools["A"])
    return do(b)


def _decision(step, /, **given):
    def do(b):
        told = {"certificate_sha256": given.pop("checked_hash", "a" * 64)} if step == "check" else {}
        return partial(getattr(decisions, f"{step}_decision"), decision=stored(Decision, b, **given), **told)

    return do


REFUSALS = [
    Refusal("a visit tomorrow", _visit(on=TOMORROW), "督导日期 2024-09-03 晚于今天", **INSPECTOR),
    Refusal("a visit by nobody", _visit(n_inspectors=0), "督学人数为 0", **INSPECTOR),
    Refusal("a visit with its verdict", _visit(verdict="passed", decided_on=TODAY), "已填“结论”.*已填“结论日期”", **INSPECTOR),
    Refusal("a finding without an item", _visit([Finding(is_met=True)]), "“检查项”: 没有填写", **INSPECTOR),
    Refusal("a second verdict", _decide_visit("failed", verdict="passed", decided_on=TODAY), "已有结论", **DIRECTOR),
    Refusal("no verdict", _decide_visit(""), "没有选择结论", **DIRECTOR),
    Refusal("a verdict nobody knows", _decide_visit("nearly"), "“结论”", **DIRECTOR),
    Refusal("a met item cleared", on(visits.clear_finding, Finding, {"is_met": True}), "已达标"),
    Refusal("a finding cleared twice", on(visits.clear_finding, Finding, {"corrected_on": TODAY}), "已有整改完成日期"),
    Refusal("a meeting tomorrow", lambda b: partial(ledger.record_entry, row=a(Entry, b, on=TOMORROW)), "晚于今天"),
    Refusal("spending of next year", lambda b: partial(ledger.record_spending, row=a(Spending, b, year=2025)),
            "2025 年还没有到"),
    Refusal("spending below zero", lambda b: partial(ledger.record_spending, row=a(Spending, b, budget_yuan=-1)),
            "预算和决算不能小于零（预算 -1"),
    Refusal("spending twice a year", lambda b: partial(ledger.record_spending, row=a(
        Spending, b, year=stored(Spending, b).year)), "已有同样的记录"),
    Refusal("a pledge signed twice", lambda b: partial(ledger.sign_pledge, pledge=stored(
        Pledge, b, signed_on=TODAY), on=TODAY), "责任状已于 2024-09-02 签订", **CLERK),
    Refusal("a pledge signed tomorrow", lambda b: partial(
        ledger.sign_pledge, pledge=stored(Pledge, b), on=TOMORROW), "签订日期 2024-09-03 晚于今天", **CLERK),
    Refusal("a rank behind the last", lambda b: partial(ledger.record_ranking, row=a(Ranking, b, rank=17)),
            "位次须在 1 与参评数之间（位次 17，参评数 16）", **OFFICE),
    Refusal("a rank published tomorrow", lambda b: partial(ledger.record_ranking, row=a(
        Ranking, b, published_on=TOMORROW)), "发布日期 2024-09-03 晚于今天", **OFFICE),
    Refusal("results of next year", lambda b: partial(ledger.record_exam_result, row=a(ExamResult, b, year=2025)),
            "2025 年还没有到"),
    Refusal("more above the line than sat", lambda b: partial(ledger.record_exam_result, row=a(
        ExamResult, b, n_reached=101)), "上线人数不能多于参考人数"),
    Refusal("a round opened tomorrow", lambda b: partial(rounds.open_round, row=a(Round, b, opened_on=TOMORROW)),
            "开始日期 2024-09-03 晚于今天"),
    Refusal("a round closed twice", on(rounds.close_round, Round, {"closed_on": TODAY}), "已有结束日期"),
    Refusal("nobody placed", _place(), "没有分班结果"),
    Refusal("a pupil placed twice", _place("A", "A"), "有 1 名学生重复"),
    Refusal("a pupil placed in another district", _place("B"), "有 1 名学生分到本单位以外的学校"),
    Refusal("a placement after the end", _place("A", closed_on=TODAY), "已于 2024-09-02 结束"),
    Refusal("a placement by an examination", _place("A", kind="exam"), "不是均衡分班"),
    Refusal("an application to a class division", _apply(), "不是招生"),
    Refusal("an application after the end", _apply(kind="admissions", closed_on=TODAY), "已于 2024-09-02 结束"),
    Refusal("an unqualified child admitted", _admit("A", is_qualified=False), "不符合入学条件"),
    Refusal("a child admitted twice", _admit_again, "已录取到学校 sA"),
    Refusal("a child admitted elsewhere", _admit("B"), "学校 sB 不属于“A区教育局”"),
    Refusal("a sitting of no examination", lambda b: partial(rounds.record_sitting, row=a(ExamSitting, b)), "不是考试"),
    Refusal("more seats than candidates", lambda b: (stored(Round, b, kind="exam"), partial(
        rounds.record_sitting, row=a(ExamSitting, b, n_seated=61)))[1], "编排人数不能多于报名人数"),
    Refusal("an incident dealt with before it was confirmed", on(rounds.deal_with_incident, ExamIncident),
            "还没有查实日期"),
    Refusal("an incident confirmed before it happened", lambda b: partial(
        rounds.confirm_incident, row=stored(ExamIncident, b), on=YESTERDAY), "查实日期不能早于发生日期"),
    Refusal("an absence before the examination", lambda b: partial(rounds.record_absence, row=a(
        ExamAbsence, b, on=YESTERDAY)), "在 2024-09-01 还没有举行"),
    Refusal("an absence of an examination not held", lambda b: (stored(ExamSitting, b, held_on=None), partial(
        rounds.record_absence, row=a(ExamAbsence, b)))[1], "还没有举行"),
    Refusal("an absence tomorrow", lambda b: partial(rounds.record_absence, row=a(ExamAbsence, b, on=TOMORROW)),
            "日期 2024-09-03 晚于今天"),
    Refusal("an absence told twice", lambda b: (stored(ExamAbsence, b), partial(
        rounds.record_absence, row=a(ExamAbsence, b)))[1], "已有同样的记录"),
    Refusal("a change to the same room", lambda b: partial(rounds.record_room_change, row=a(
        ExamRoomChange, b, to_room="001")), "原考场和改到的考场不能相同"),
    Refusal("a certificate that is none", lambda b: partial(decisions.compute_decision, decision=a(
        Decision, b, certificate_sha256="A" * 64)), "不是 64 位十六进制"),
    Refusal("a result approved as it is computed", lambda b: partial(decisions.compute_decision, decision=a(
        Decision, b, **APPROVED)), "已填“核验日期”.*已填“批准日期”"),
    Refusal("another certificate checked", _decision("check", checked_hash="b" * 64),
            "核验的证书 bbbbbbbbbbbb 不是计算时的 aaaaaaaaaaaa"),
    Refusal("checked twice", _decision("check", **CHECKED), "已有核验日期"),
    Refusal("approved unchecked", _decision("approve"), "还没有核验日期", **DIRECTOR),
    Refusal("approved twice", _decision("approve", **APPROVED), "已有批准日期", **DIRECTOR),
    Refusal("published unapproved", _decision("publish", **CHECKED), "还没有批准日期", **OFFICE),
    Refusal("published twice", _decision("publish", **APPROVED, published_on=TODAY), "已有公布日期", **OFFICE),
]  # fmt: skip


@titles(REFUSALS)
def test_a_room_refuses(bureau, refusal):
    check(bureau, refusal)


def test_one_person_cannot_compute_check_and_approve(bureau):
    """Each step takes somebody else, even when one person holds all the roles."""
    one = bureau.person(Role.OFFICE)
    two = bureau.person(Role.INSPECTOR)
    for person in (one, two):
        Grant.objects.create(user=person, role=Role.DIRECTOR, organisation=bureau.city, granted_on=TODAY)
    decision = decisions.compute_decision(decision=a(Decision, bureau), by=one, at=NOON)
    told = {"certificate_sha256": "a" * 64}

    with pytest.raises(BadInput, match="计算，本人不能再办这一步"):
        decisions.check_decision(decision=decision, by=one, at=NOON, **told)
    decisions.check_decision(decision=decision, by=two, at=NOON, **told)
    for person, did in ((one, "计算"), (two, "核验")):
        with pytest.raises(BadInput, match=f"{did}，本人不能再办这一步"):
            decisions.approve_decision(decision=decision, by=person, at=NOON)
    decisions.approve_decision(decision=decision, by=bureau.person(Role.DIRECTOR), at=NOON)
    decisions.publish_decision(decision=decision, by=one, at=NOON)

    decision.refresh_from_db()
    assert decision.checked_on == decision.approved_on == decision.published_on == TODAY


def test_a_visit_keeps_its_findings_all_or_none(bureau):
    inspector = bureau.person(Role.INSPECTOR)
    good = [Finding(item="班额", is_met=True), Finding(item="教师", is_met=False)]

    _visit(good)(bureau)(by=inspector, at=NOON)

    assert Visit.objects.get().findings.count() == 2


def test_a_pledge_nobody_asked_for_can_be_signed(bureau):
    clerk = bureau.person(Role.SCHOOL_CLERK, bureau.schools["A"].organisation)

    ledger.sign_pledge(pledge=a(Pledge, bureau), on=TODAY, by=clerk, at=NOON)

    assert Pledge.objects.get().signed_on == TODAY
    assert School.objects.count() == 2
